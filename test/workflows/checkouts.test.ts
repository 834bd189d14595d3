import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
}

const folder = '.github/workflows';
const jobs = readdirSync(folder).flatMap((file) =>
  Object.entries(parse(readFileSync(`${folder}/${file}`, 'utf8')).jobs as Record<string, Job>).map(
    ([id, job]) => ({ name: `${file}: ${id}`, job }) as const,
  ),
);
const withRole = jobs.filter(({ job }) => job.permissions?.['id-token'] === 'write');

/** A commit that `find` of the same job vouches for: what another job says could be changed by a command that runs there. */
const found = '${{ steps.find.outputs.commit }}';

test('a job with a role checks out the commit of its run, or one for which it has asked the ledger itself', () => {
  const refs = withRole.flatMap(({ name, job: { steps = [] } }) =>
    steps
      .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
      .flatMap(({ with: { ref } = {} }) => (ref === undefined ? [] : [{ name, ref }])),
  );
  expect(refs.length).toBeGreaterThan(0);
  expect(refs.filter(({ ref }) => ref !== found)).toEqual([]);
});

test('a job with a role runs no command of its caller', () => {
  const commands = withRole.flatMap(({ name, job: { steps = [] } }) =>
    steps.flatMap(({ env = {} }) => Object.values(env).flatMap((value) => (/-command\b/.test(value) ? [name] : []))),
  );
  expect(commands).toEqual([]);
});

test('`find` is the ledger, asked before any checkout of what it finds', () => {
  for (const { name, job } of jobs) {
    const { steps = [] } = job;
    const asked = steps.findIndex(({ id }) => id === 'find');
    if (asked < 0) continue;
    expect([name, steps[asked]]).toEqual([
      name,
      expect.objectContaining({
        uses: '$/actions/github-deployment',
        with: expect.objectContaining({ operation: 'find' }),
      }),
    ]);
    expect(job.permissions).toMatchObject({ actions: 'read', contents: 'read', deployments: 'read' });
    for (const { uses = '', with: { ref } = {} } of steps.slice(0, asked))
      if (uses.startsWith('actions/checkout@')) expect([name, ref]).toEqual([name, undefined]);
  }
});
