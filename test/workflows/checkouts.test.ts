import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
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

/** A commit that `find` vouches for. What a called workflow gets as `commit` is held to the same below. */
const found = /^\$\{\{ (needs|steps)\.find\.outputs\.commit( \|\| github\.sha)? \}\}$/;

/** A release that `compare` names only where its commit is in the history of the run. */
const restored = '${{ steps.order.outputs.restore-commit }}';

test('a job with a role checks out the commit of its run, or one that the ledger was asked for', () => {
  const refs = withRole.flatMap(({ name, job: { steps = [] } }) =>
    steps
      .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
      .flatMap(({ with: { ref } = {} }) => (ref === undefined ? [] : [{ name, ref }])),
  );
  expect(refs.length).toBeGreaterThan(0);
  const others = refs.filter(({ ref }) => !found.test(ref) && ref !== '${{ inputs.commit }}');
  expect(others.filter(({ ref }) => ref !== restored)).toEqual([]);
});

test('the last green release that is restored is named by the ledger, which looks whether this run has its commit', () => {
  const restoring = withRole.filter(({ job: { steps = [] } }) => steps.some((step) => step.with?.['ref'] === restored));
  expect(restoring.map(({ name }) => name)).toEqual(['apply-release.yml: deploy', 'deploy.yml: release']);
  for (const { job } of restoring) {
    const { steps = [] } = job;
    const asked = steps.findIndex(({ id }) => id === 'order');
    expect(steps[asked]).toMatchObject({ uses: '$/actions/github-deployment', with: { operation: 'compare' } });
    expect(asked).toBeLessThan(steps.findIndex((step) => step.with?.['ref'] === restored));
    expect(job.permissions).toMatchObject({ actions: 'read', contents: 'read' });
  }
});

test('a workflow of ours that is called gets such a commit', () => {
  const handed = jobs.flatMap(({ name, job }) =>
    job.uses?.startsWith('$/') && job.with?.['commit'] !== undefined ? [{ name, commit: job.with['commit'] }] : [],
  );
  expect(handed.length).toBeGreaterThan(0);
  expect(handed.filter(({ commit }) => !found.test(commit))).toEqual([]);
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
