import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/github-deployment/index.ts';
import { realClock } from '../../cloud/core/clock.ts';
import type { Deployment, DeploymentState } from '../../cloud/github/repository.ts';
import { failureOf } from '../../support/action.ts';
import { commits, type GitHubHow, type GitHubStage, startGitHubStage } from '../../support/github-stage.ts';

const [first, second, third, fourth, own] = commits as [string, string, string, string, string];
const image = (digit: string) => `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@sha256:${digit.repeat(64)}`;

let stage: GitHubStage;

beforeEach(async () => {
  stage = await startGitHubStage(action);
});
afterEach(() => stage.close());

interface Ended {
  readonly state?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly how?: GitHubHow;
}

let runs = 0;

/** Web address of the run that `finish` started as the nth. */
const ranOf = (nth: number) => `https://github.com/acme/clinic/actions/runs/${100 + nth}`;

/** Copies of a deployment, each by a run of its own, newest first. */
function copies(count: number, of: Deployment, differences: Partial<Deployment> = {}): readonly Deployment[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ ...of, id: 5_000 + index, ...differences },
    payload: {
      ...(of.payload as object),
      run: `https://github.com/acme/clinic/actions/runs/${9_000 + index}/attempts/1`,
    },
    statuses: of.statuses.map((status) => ({ ...status, id: 9_000 + index })),
  })).toReversed();
}

/** Records the end of a deployment of a commit to prod, by a run of its own. */
async function finish(commit: string, { state = 'success', inputs = {}, how = {} }: Ended = {}) {
  stage.clock.advance(60_000);
  const attempt = how.attempt ?? `${100 + ++runs}-1`;
  const end = stage.startRun(Number(attempt.split('-')[0]), { headSha: commit });
  const release = JSON.stringify({ commit, image: image(String(commits.indexOf(commit))), siteRelease: commit });
  const given = { operation: 'finish', environment: 'prod', app: 'clinic', state, release, ...inputs };
  try {
    return await stage.run(given, { ...how, attempt });
  } finally {
    end('success');
  }
}

function find(inputs: Readonly<Record<string, string>> = {}) {
  return stage.run({ operation: 'find', environment: 'prod', app: 'clinic', ...inputs });
}

/** All deployments, oldest first, as commit and states. */
function told(): readonly (readonly [string, ...DeploymentState[]])[] {
  return stage.repository.deployments
    .map(({ sha, statuses }) => [sha.slice(0, 1), ...statuses.map(({ state }) => state).toReversed()] as const)
    .toReversed();
}

describe('finish', () => {
  test('records the release once, with its state, run and address', async () => {
    const { outputs, report } = await finish(first, { inputs: { url: 'https://clinic.example' } });
    expect(stage.repository.deployments).toHaveLength(1);
    expect(stage.repository.deployments[0]).toMatchObject({
      sha: first,
      environment: 'prod',
      task: 'deploy:clinic',
      payload: {
        ...{ app: 'clinic', environment: 'prod', commit: first, image: image('0'), siteRelease: first },
        ...{ digest: `sha256:${'0'.repeat(64)}`, actor: 'somebody' },
        run: `${ranOf(runs)}/attempts/1`,
      },
      statuses: [
        {
          state: 'success',
          environmentUrl: 'https://clinic.example',
          logUrl: ranOf(runs),
        },
      ],
    });
    expect(outputs).toMatchObject({ state: 'success', commit: first, image: image('0'), changed: true });
    expect(report).toMatchObject({ status: 'succeeded', result: 'Recorded as `success`.' });
  });

  test("records the run's own commit where the release names none", async () => {
    await finish(first, { inputs: { release: '{"image":"","siteRelease":null}' } });
    expect(stage.repository.deployments[0]).toMatchObject({ sha: own, payload: { commit: own } });
  });

  test('a record from another environment takes neither its place nor its run along', async () => {
    const release = JSON.stringify({
      commit: second,
      environment: 'staging',
      run: 'https://github.com/x',
      actor: 'else',
    });
    await finish(second, { inputs: { release } });
    expect(stage.repository.deployments[0]?.payload).toMatchObject({
      ...{ environment: 'prod', actor: 'somebody', run: `${ranOf(runs)}/attempts/1` },
    });
  });

  test('a success retires the previous release, a failure retires nothing, and cancelled is an error', async () => {
    await finish(first);
    await finish(second, { state: 'failure' });
    await finish(third, { state: 'cancelled' });
    expect(told()).toEqual([
      ['a', 'success'],
      ['b', 'failure'],
      ['c', 'error'],
    ]);
    await finish(fourth);
    expect(told()).toEqual([
      ['a', 'success', 'inactive'],
      ['b', 'failure'],
      ['c', 'error'],
      ['d', 'success'],
    ]);
  });

  test('another app and another environment are left alone', async () => {
    await finish(first, { inputs: { app: 'other' } });
    await finish(first, { inputs: { environment: 'staging' } });
    await finish(second);
    expect(told()).toEqual([
      ['a', 'success'],
      ['a', 'success'],
      ['b', 'success'],
    ]);
  });

  test('the same end of the same run again changes nothing', async () => {
    await finish(first, { how: { attempt: '9-1' } });
    const { outputs, report } = await finish(first, { how: { attempt: '9-1' } });
    expect(told()).toEqual([['a', 'success']]);
    expect(outputs).toMatchObject({ changed: false, 'deployment-id': stage.repository.deployments[0]?.id });
    expect(report.status).toBe('unchanged');
  });

  test('a run that died between deployment and status is completed', async () => {
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'CreateDeploymentStatus', times: 1 },
      fault: { kind: 'deny' },
    });
    expect((await finish(first, { how: { attempt: '9-1' } })).report.result).toContain('as success failed');
    expect(told()).toEqual([['a']]);
    await finish(first, { how: { attempt: '9-1' } });
    expect(told()).toEqual([['a', 'success']]);
  });

  test('reads no more of a long history than it must', async () => {
    for (let count = 0; count < 8; count++) await finish(commits[count % 3] ?? first);
    stage.calls();
    await finish(fourth);
    expect(stage.calls()).toEqual([
      ...['github:ListDeployments', 'github:ListDeploymentStatuses', 'github:ListDeploymentStatuses'],
      ...['github:CreateDeployment', 'github:CreateDeploymentStatus', 'github:CreateDeploymentStatus'],
    ]);
  });

  test.each([
    [{ state: '' }, 'The operation `finish` needs the input `state`'],
    [{ environment: '' }, 'The operation `finish` needs the input `environment`'],
    [{ app: '' }, 'The operation `finish` needs the input `app`'],
  ])('%j: what is missing is named', async (inputs, message) => {
    const given = Object.entries({
      operation: 'finish',
      environment: 'prod',
      app: 'clinic',
      state: 'success',
      ...inputs,
    });
    const run = stage.run(Object.fromEntries(given.filter(([, text]) => text !== '')));
    expect(await failureOf(run)).toContain(message);
    expect(told()).toEqual([]);
  });

  test.each([
    ['[1]', 'it is no JSON object'],
    ['{"commit":"main"}', 'its commit is not as it should be'],
    ['{"imgae":"x"}', '"imgae" is no member of a release'],
    [`{"run":"javascript:alert(1)"}`, 'its run is not as it should be'],
  ])('the release %s is refused', async (release, reason) => {
    expect(await failureOf(finish(first, { inputs: { release } }))).toContain(reason);
  });
});

describe('two runs that finish at the same time', () => {
  test('are both recorded; one of them serves, and the next release retires both', async () => {
    await finish(first);
    await Promise.all([finish(second), finish(third)]);
    expect(told().map(([commit, ...states]) => [commit, states.at(-1)])).toEqual(
      expect.arrayContaining([
        ['a', 'inactive'],
        ['b', 'success'],
        ['c', 'success'],
      ]),
    );
    expect([second, third]).toContain((await find()).outputs['commit']);
    await finish(fourth);
    expect(stage.repository.deployments.filter(({ statuses }) => statuses[0]?.state === 'success')).toMatchObject([
      { sha: fourth },
    ]);
  });
});

describe('start', () => {
  const start = (inputs: Readonly<Record<string, string>> = {}) => {
    stage.startRun(7);
    return stage.run({ operation: 'start', environment: 'prod', app: 'clinic', ...inputs });
  };

  test('shows a deployment in progress, which finish ends', async () => {
    const { outputs } = await start();
    expect(told()).toEqual([['0', 'in_progress']]);
    const id = String(outputs['deployment-id']);
    await finish(own, { state: 'failure', inputs: { 'deployment-id': id } });
    // The announcement does not know what the release was; the next one has to know its variables.
    expect(told()).toEqual([
      ['0', 'in_progress', 'failure'],
      ['0', 'failure'],
    ]);
  });

  test('a failure with all that was known at the start is the same deployment', async () => {
    const { outputs } = await start();
    await finish(own, {
      ...{ state: 'failure', how: { attempt: '7-1' } },
      inputs: { 'deployment-id': String(outputs['deployment-id']), release: JSON.stringify({ commit: own }) },
    });
    expect(told()).toEqual([['0', 'in_progress', 'failure']]);
  });

  test('a success with all that was known at the start is the same deployment', async () => {
    const { outputs } = await start();
    await finish(own, {
      ...{ inputs: { 'deployment-id': String(outputs['deployment-id']), release: '{}' }, how: { attempt: '7-1' } },
    });
    expect(told()).toEqual([['0', 'in_progress', 'success']]);
  });

  test('a success about which more is known is recorded whole, and the announcement serves nothing', async () => {
    await finish(first);
    const { outputs } = await start();
    await finish(own, { inputs: { 'deployment-id': String(outputs['deployment-id']) } });
    expect(told()).toEqual([
      ['a', 'success', 'inactive'],
      ['0', 'in_progress', 'inactive'],
      ['0', 'success'],
    ]);
    expect((await find()).outputs).toMatchObject({ commit: own, image: image('4') });
  });

  test('a deployment of another environment cannot be ended', async () => {
    const { outputs } = await start({ environment: 'staging' });
    const inputs = { 'deployment-id': String(outputs['deployment-id']) };
    expect(await failureOf(finish(own, { inputs }))).toContain('does not belong to clinic in prod');
  });

  test('of two that overlap, the one that succeeded last serves', async () => {
    const { outputs } = await start();
    await finish(second);
    await finish(own, {
      inputs: { 'deployment-id': String(outputs['deployment-id']), release: '{}' },
      how: { attempt: '7-1' },
    });
    expect(told()).toEqual([
      ['0', 'in_progress', 'success'],
      ['b', 'success', 'inactive'],
    ]);
    expect((await find()).outputs['commit']).toBe(own);
    expect((await find({ select: 'previous' })).outputs['commit']).toBe(second);
  });
});

describe('find', () => {
  test('what serves, whole', async () => {
    await finish(first);
    await finish(second, { state: 'failure' });
    const { outputs, report } = await find();
    expect(outputs).toMatchObject({
      ...{ found: true, state: 'success', changed: false, commit: first, image: image('0') },
      ...{ digest: `sha256:${'0'.repeat(64)}`, 'site-release': first },
    });
    expect(JSON.parse(String(outputs['release']))).toMatchObject({ commit: first, app: 'clinic' });
    expect(report.status).toBe('unchanged');
  });

  test('the previous release differs from the current one, however often that was deployed', async () => {
    await finish(first);
    await finish(second);
    await finish(second);
    await finish(second);
    expect((await find({ select: 'previous' })).outputs).toMatchObject({ commit: first, state: 'inactive' });
  });

  test('a commit or an id, if it was once green', async () => {
    await finish(first);
    await finish(second, { state: 'failure' });
    await finish(third);
    const [, failed, oldest] = stage.repository.deployments;
    expect((await find({ select: first.slice(0, 7) })).outputs).toMatchObject({ commit: first, state: 'inactive' });
    expect((await find({ select: String(oldest?.id) })).outputs['commit']).toBe(first);
    for (const select of [second, String(failed?.id)])
      expect(await failureOf(find({ select }))).toMatch(
        /was never deployed to prod with success; nothing was changed\. The newest deployment there \(\d+\) is `failure`: https:\/\/github\.com\/acme\/clinic\/actions\/runs\/1\d\d\./,
      );
    expect(await failureOf(find({ select: 'fffffff' }))).toContain('has no commit fffffff');
    expect(await failureOf(find({ select: '12' }))).toContain('has no deployment 12');
  });

  test('digits that are no id may be the beginning of a commit', async () => {
    await finish(own, { inputs: { release: '{}' } });
    expect((await find({ select: '0123456' })).outputs['commit']).toBe(own);
  });

  test('an id of another environment is not found here', async () => {
    await finish(first, { inputs: { environment: 'staging' } });
    const select = String(stage.repository.deployments[0]?.id);
    expect(await failureOf(find({ select }))).toContain(`has no deployment ${select}`);
  });

  test.each(['current', 'previous'])('%s in an empty ledger is an error, unless it is not required', async (select) => {
    expect(await failureOf(find({ select }))).toContain('clinic has no current release in prod');
    const { outputs } = await find({ select, required: 'false' });
    expect(outputs).toMatchObject({ found: false });
    expect(outputs['commit']).toBeUndefined();
  });

  test('the first release has none before it', async () => {
    await finish(first);
    expect(await failureOf(find({ select: 'previous' }))).toContain('clinic has no release in prod before');
  });

  test('behind more than a page of failures', async () => {
    await finish(first);
    const [green] = stage.repository.deployments as [Deployment];
    const statuses = [{ ...green.statuses[0]!, state: 'failure' as const }];
    stage.repository.deployments = [...copies(60, { ...green, statuses }, { sha: second }), green];
    expect((await find()).outputs['commit']).toBe(first);
  });

  test('not among the newest two hundred, of which none says by itself how it ended: told', async () => {
    await finish(first, { state: 'failure' });
    const [failed] = stage.repository.deployments;
    const { result: _, ...payload } = failed!.payload as Record<string, unknown>;
    stage.repository.deployments = copies(250, { ...failed!, payload });
    expect(await failureOf(find())).toContain(`is \`failure\`: ${ranOf(runs)}. Only the newest 200 were read.`);
    expect(await failureOf(find({ select: first }))).toContain('Only the newest 200 were read.');
  });

  test.each([
    ['recorded with their end', 150, 4],
    ['recorded with their end, in a long history', 1_000, 12],
    ['of which none says by itself how it ended', 150, 160],
  ])(
    'behind failures %s: %i of them hide nothing',
    async (how, count, requests) => {
      await finish(first, { inputs: { release: JSON.stringify({ commit: first, variables: 'LEVEL' }) } });
      const [green] = stage.repository.deployments as [Deployment];
      await finish(second, { state: 'failure' });
      const [failed] = stage.repository.deployments as [Deployment];
      const { result, ...payload } = failed.payload as Record<string, unknown>;
      const rows = copies(count, how.includes('none says') ? { ...failed, payload } : failed);
      expect(result).toBe('failure');
      stage.repository.deployments = [...rows, green];
      stage.calls();
      expect((await find()).outputs['commit']).toBe(first);
      expect(stage.calls().length).toBeLessThanOrEqual(requests + 3);
      const compared = await stage.run({ operation: 'compare', environment: 'prod', app: 'clinic' }, { commit: third });
      expect(compared.outputs).toMatchObject({ found: true, variables: ['LEVEL'] });
      await finish(third);
      expect(stage.repository.deployments.at(-1)?.statuses[0]?.state).toBe('inactive');
      expect((await find()).outputs['commit']).toBe(third);
    },
    30_000,
  );

  test('failures that were announced cost no request each', async () => {
    await finish(first);
    for (let count = 0; count < 12; count++) {
      const attempt = `${800 + count}-1`;
      stage.startRun(800 + count, { headSha: second });
      await stage.run({ operation: 'start', environment: 'prod', app: 'clinic' }, { attempt });
      await finish(second, { state: 'failure', how: { attempt } });
    }
    expect(stage.repository.deployments).toHaveLength(25);
    stage.calls();
    expect((await find()).outputs['commit']).toBe(first);
    expect(stage.calls()).toHaveLength(4);
  });

  test('a commit on the third page of the history', async () => {
    await finish(first);
    const [oldest] = stage.repository.deployments;
    const later = copies(250, oldest!, { sha: second });
    stage.repository.deployments = [...later, oldest!];
    stage.calls();
    expect((await find({ select: first })).outputs['deployment-id']).toBe(oldest!.id);
    const vouching = ['github:GetWorkflowRunAttempt', 'github:CompareCommits'];
    expect(stage.calls()).toEqual([
      ...[...Array(3).fill('github:ListDeployments'), 'github:ListDeploymentStatuses'],
      ...vouching,
    ]);
  });

  test.each([
    ['deep', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['deep and whole', '{"image":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['with long numbers', { commit: 1e300, image: 12_345_678_901_234_567_000 }],
    ['long', 'x'.repeat(1_000_000)],
  ])('a payload of others that is %s ends no run', async (_, payload) => {
    await finish(first);
    Object.assign(stage.repository.deployments[0]!, { payload });
    expect(await failureOf(find())).toContain('does not count, as it names no run');
    await finish(second);
    expect((await find()).outputs['commit']).toBe(second);
  });

  test('of a payload, what is no member of a release is left out', async () => {
    await finish(first);
    const payload = { image: 5, run: `${ranOf(runs)}/attempts/1`, other: 1 };
    Object.assign(stage.repository.deployments[0]!, { payload: JSON.stringify(payload) });
    const { outputs } = await find();
    expect(JSON.parse(String(outputs['release']))).toEqual({ commit: first, run: payload.run });
  });
});

describe('list', () => {
  test('a table for each environment, with what serves and the last try', async () => {
    await finish(first);
    await finish(second, { state: 'failure' });
    await finish(third, { inputs: { environment: 'staging', app: 'billing' } });
    const targets = JSON.stringify({
      include: [
        { app: 'clinic', environment: 'prod', region: 'us-east-1' },
        { app: 'billing', environment: 'prod' },
        { app: 'billing', environment: 'staging' },
      ],
    });
    const { report } = await stage.run({ operation: 'list', targets });
    expect(report.result).toBe('2 of 3 targets have a current release.');
    expect(report.sections).toMatchObject([
      {
        title: 'prod',
        rows: [
          [
            'clinic',
            [{ text: first.slice(0, 12) }, `, image sha256:${'0'.repeat(12)}`, `, site ${first.slice(0, 12)}`],
            [
              expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
              ' by somebody',
              ', ',
              'last deployment: ',
              { text: 'failure' },
            ],
          ],
          ['billing', 'none', ''],
        ],
      },
      { title: 'staging', rows: [expect.arrayContaining(['billing'])] },
    ]);
  });

  const environments = ['dev', 'staging', 'prod'];
  const targetsOf = (apps: number) =>
    Array.from({ length: apps }, (_, app) =>
      environments.map((environment) => ({ app: `app-${app}`, environment })),
    ).flat();

  test('reads one page an app, side by side, and asks about each run once', async () => {
    const targets = targetsOf(5);
    for (const inputs of targets) await finish(first, { inputs });
    stage.calls();
    const { report } = await stage.run({ operation: 'list', targets: JSON.stringify(targets) });
    expect(report.result).toBe('15 of 15 targets have a current release.');
    const calls = stage.calls();
    expect(calls.filter((name) => name === 'github:ListDeployments')).toHaveLength(5);
    expect(calls.filter((name) => name === 'github:CompareCommits')).toHaveLength(1);
    expect(calls.length).toBeLessThan(3 * targets.length);
  });

  test('an environment that is seldom deployed is found behind the many deployments of another one', async () => {
    await finish(first);
    const [prod] = stage.repository.deployments as [Deployment];
    await finish(second, { inputs: { environment: 'dev' } });
    const [dev] = stage.repository.deployments as [Deployment];
    const statuses = [{ ...dev.statuses[0]!, state: 'inactive' as const }];
    stage.repository.deployments = [dev, ...copies(1_000, { ...dev, statuses }), prod];
    const targets = JSON.stringify(environments.map((environment) => ({ app: 'clinic', environment })));
    const { report } = await stage.run({ operation: 'list', targets });
    expect(report.result).toBe('2 of 3 targets have a current release.');
    for (const commit of [first, second]) expect(JSON.stringify(report.sections)).toContain(commit.slice(0, 12));
  });

  test('when the hour is used up midway, what was read is shown, and the rest is unknown', async () => {
    const targets = targetsOf(5);
    for (const inputs of targets) await finish(first, { inputs });
    const realTime = await startGitHubStage(action, { clock: realClock(), github: { hourlyLimit: 20 } });
    realTime.repository.deployments = stage.repository.deployments;
    for (const [id, run] of stage.repository.runs) realTime.repository.runs.set(id, run);
    const { failure, report } = await realTime.run({ operation: 'list', targets: JSON.stringify(targets) });
    expect(failure?.message).toMatch(/used up its requests of this hour\. Run the job again after 20/);
    expect(report.result).toMatch(/^Of 15 targets, \d+ could not be read\./);
    const rows = report.sections.flatMap((section) => (section.kind === 'table' ? section.rows : []));
    expect(rows).toHaveLength(15);
    expect(rows.filter(([, commit]) => commit === 'unknown').length).toBeGreaterThan(0);
    expect(rows.filter(([, commit]) => commit === 'none')).toEqual([]);
    await realTime.close();
  });
});

describe('compare', () => {
  const compare = (RELEASE_COMMIT: string, inputs: Readonly<Record<string, string>> = {}) =>
    stage.run(
      { operation: 'compare', environment: 'prod', app: 'clinic', ...inputs },
      {
        commit: RELEASE_COMMIT,
        token: stage.token({ actions: 'read', contents: 'read', deployments: 'read' }),
      },
    );

  test('a commit that the current release has in its history is superseded; a later one, or the same, is not', async () => {
    expect((await compare(second)).outputs).toMatchObject({ found: false, changed: false });
    await finish(second);
    const { outputs, report, log } = await compare(first);
    expect(outputs).toMatchObject({ found: true, 'superseded-by': second, changed: false });
    expect(report.result).toContain(`is superseded by ${second.slice(0, 12)}`);
    expect(log.join()).toContain('Nothing is deployed.');
    for (const commit of [second, third]) expect((await compare(commit)).outputs['superseded-by']).toBeUndefined();
  });

  test('a failed release supersedes nothing, and a commit that GitHub does not have is not compared', async () => {
    await finish(first);
    await finish(third, { state: 'failure' });
    expect((await compare(second)).outputs['superseded-by']).toBeUndefined();
    const { outputs, report } = await compare('9'.repeat(40));
    expect(outputs['superseded-by']).toBeUndefined();
    expect(report.result).toContain('GitHub does not have both commits');
  });

  test('with allow-older, GitHub is not asked which commit is the later one', async () => {
    await finish(second);
    const { outputs } = await compare(first, { 'allow-older': 'true' });
    expect(outputs).toMatchObject({ found: true });
    expect(outputs['superseded-by']).toBeUndefined();
  });

  test.each([
    ['9-1', 'true', undefined],
    ['7-1', 'true', second],
    ['7-2', 'true', second],
    ['7-2', 'false', undefined],
  ])('with allow-older, the run %s after the run 8 has released (unless-overtaken: %s): superseded by %s', async (attempt, unless, supersededBy) => {
    await finish(second, { how: { attempt: '8-1' } });
    const ran = await stage.run(
      { operation: 'compare', environment: 'prod', app: 'clinic', 'allow-older': 'true', 'unless-overtaken': unless },
      { commit: first, attempt },
    );
    expect(ran.outputs['superseded-by']).toBe(supersededBy);
  });

  describe('the commits of releases that came after', () => {
    const release = (commit: string, databaseVersion?: string) => ({
      release: JSON.stringify({ commit, ...(databaseVersion ? { databaseVersion } : {}) }),
    });
    const later = async (commit: string, inputs = {}) => (await compare(commit, inputs)).outputs['later-commits'];

    test('are those of later rows, where the ledger has the commit, green or not', async () => {
      await finish(first, { inputs: release(first, '001_a.sql') });
      await finish(third, { state: 'failure', inputs: release(third, '003_c.sql') });
      expect(await later(first)).toEqual([third]);
      expect(await later(third)).toEqual([]);
    });

    test('are those with it in their history, where the ledger does not have it', async () => {
      await finish(first, { inputs: release(first, '001_a.sql') });
      await finish(third, { inputs: release(third, '003_c.sql') });
      expect(await later(second, { 'allow-older': 'true' })).toEqual([third]);
    });

    test('are asked for only where a database went further than that of the release that serves', async () => {
      const asked = async () => {
        stage.calls();
        expect(await later(third)).toEqual([]);
        return stage.calls().filter((call) => call === 'github:CompareCommits').length;
      };
      await finish(first, { inputs: release(first) });
      await finish(second, { inputs: release(second) });
      const without = await asked();
      await finish(first, { inputs: release(first, '001_a.sql') });
      await finish(second, { inputs: release(second, '002_b.sql') });
      expect(await asked()).toBe(without);
    });
  });

  test('the variables are those of the current release and of all that came after it', async () => {
    const release = (commit: string, variables: string) => ({ release: JSON.stringify({ commit, variables }) });
    await finish(first, { inputs: release(first, 'LEVEL OLD') });
    await finish(second, { state: 'failure', inputs: release(second, 'ADDED LEVEL') });
    expect((await compare(third)).outputs).toMatchObject({ variables: ['ADDED', 'LEVEL', 'OLD'] });
  });
});
