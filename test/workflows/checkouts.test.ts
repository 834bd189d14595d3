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

/** A release that `compare` names only where its commit is in the history of the run. */
const restored = '${{ steps.order.outputs.restore-commit }}';

test('a job with a role checks out the commit of its run, or one for which it has asked the ledger itself', () => {
  const refs = withRole.flatMap(({ name, job: { steps = [] } }) =>
    steps
      .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
      .flatMap(({ with: { ref } = {} }) => (ref === undefined ? [] : [{ name, ref }])),
  );
  expect(refs.length).toBeGreaterThan(0);
  expect(refs.filter(({ ref }) => ref !== found && ref !== restored)).toEqual([]);
});

test('the last green release that is restored is named by the ledger, which looks whether this run has its commit', () => {
  const restoring = withRole.filter(({ job: { steps = [] } }) => steps.some((step) => step.with?.['ref'] === restored));
  expect(restoring.map(({ name }) => name)).toEqual(['apply-release.yml: release', 'deploy.yml: release']);
  for (const { job } of restoring) {
    const { steps = [] } = job;
    const asked = steps.findIndex(({ id }) => id === 'order');
    expect(steps[asked]).toMatchObject({ uses: '$/actions/github-deployment', with: { operation: 'compare' } });
    expect(asked).toBeLessThan(steps.findIndex((step) => step.with?.['ref'] === restored));
    expect(job.permissions).toMatchObject({ actions: 'read', contents: 'read' });
  }
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
    expect(job.permissions).toMatchObject({
      actions: 'read',
      contents: 'read',
      deployments: expect.stringMatching(/^(read|write)$/),
    });
    for (const { uses = '', with: { ref } = {} } of steps.slice(0, asked))
      if (uses.startsWith('actions/checkout@')) expect([name, ref]).toEqual([name, undefined]);
  }
});

test('what is built, planned or released is checked out with the options of the caller; a config file is read without them', () => {
  const checkouts = jobs
    .filter(({ name }) => !/^(ci|release)\.yml/.test(name))
    .flatMap(({ name, job: { steps = [] } }) =>
      steps.flatMap(({ uses = '', with: given = {} }) =>
        uses.startsWith('actions/checkout@') ? [{ name, given: Object.entries(given) }] : [],
      ),
    );
  const options = ['submodules', 'lfs', 'fetch-depth'].map((name) => [name, `\${{ inputs.${name} }}`]);
  const full = checkouts.filter(({ given }) =>
    options.every((option) => given.some((one) => one.join() === option.join())),
  );
  expect([...new Set(full.map(({ name }) => name))].toSorted()).toEqual([
    ...['apply-release.yml: release', 'build-image.yml: image', 'deploy.yml: image-files', 'deploy.yml: release'],
    ...['deploy.yml: site-build', 'preview.yml: image', 'preview.yml: image-files', 'preview.yml: preview'],
    ...['preview.yml: site-build', 'promote.yml: find', 'promote.yml: plan'],
  ]);
});
