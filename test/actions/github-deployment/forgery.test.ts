import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/github-deployment/index.ts';
import type { WorkflowRun } from '../../cloud/github/repository.ts';
import { failureOf } from '../../support/action.ts';
import {
  called,
  commits,
  type GitHubHow,
  type GitHubStage,
  repositoryName,
  startGitHubStage,
} from '../../support/github-stage.ts';

const [first, second, third, , head] = commits as [string, string, string, string, string];
/** Pushed to a branch by somebody who may not push to main. */
const side = 'e'.repeat(40);
const image = (digit: string) => `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@sha256:${digit.repeat(64)}`;
const addressOf = (run: number) => `https://github.com/acme/clinic/actions/runs/${run}/attempts/1`;
const minute = 60_000;

let stage: GitHubStage;
/** A job's own token, of any workflow that may write deployments. */
let jobToken: string;

beforeEach(async () => {
  stage = await startGitHubStage(action);
  stage.cloud.github.addCommit(repositoryName, { sha: side, parents: [head], ref: 'side' });
  jobToken = stage.token({ deployments: 'write' });
});
afterEach(() => stage.close());

type Inputs = Readonly<Record<string, string>>;
const prod = { environment: 'prod', app: 'clinic' };
const find = (inputs: Inputs = {}, token?: string) =>
  stage.run({ operation: 'find', ...prod, ...inputs }, token === undefined ? {} : { token });

interface Deployed {
  readonly commit: string;
  readonly run: number;
  readonly state?: string;
  readonly as?: Partial<WorkflowRun>;
}

/** A release as deploy.yml records it: in a run of five minutes, by the token of one of its jobs. */
async function deploy({ commit, run, state = 'success', as = {} }: Deployed): Promise<void> {
  const end = stage.startRun(run, { headSha: commit, ...as });
  stage.clock.advance(5 * minute);
  const release = JSON.stringify({ commit, image: image(String(run % 10)), siteRelease: commit });
  await stage.run({ operation: 'finish', ...prod, state, release }, { attempt: `${run}-1` });
  end('success');
  stage.clock.advance(10 * minute);
}

interface Forged {
  readonly commit: string;
  readonly payload?: object;
  readonly token?: string;
  readonly states?: readonly string[];
}

/** What anybody can do who has a token with `deployments: write`. Gives the id. */
async function forge({ commit, payload = {}, token = jobToken, states = ['success'] }: Forged): Promise<number> {
  const record = { app: 'clinic', environment: 'prod', commit, image: image('6'), actor: 'somebody', ...payload };
  const { id } = await post(token, 'deployments', {
    ...{ ref: commit, environment: 'prod', task: 'deploy:clinic', auto_merge: false, required_contexts: [] },
    payload: record,
  });
  for (const state of states) await setState(id, state, token);
  return id;
}

const setState = (id: number, state: string, token = jobToken) =>
  post(token, `deployments/${id}/statuses`, { state, auto_inactive: false });

async function post(token: string, path: string, body: object): Promise<{ readonly id: number }> {
  const answer = await fetch(`${stage.cloud.github.apiUrl}/repos/${repositoryName}/${path}`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { readonly id: number };
}

describe('a record that somebody forged is refused, with the reason', () => {
  interface Attack {
    readonly commit?: string;
    readonly payload?: object;
    /** Login of who forges [the Actions app, by a job of another workflow]. */
    readonly login?: string;
    /** What the attacker may start at GitHub: a run of his own. */
    readonly run?: Partial<WorkflowRun>;
    readonly reason: string;
  }

  const attacks: Readonly<Record<string, Attack>> = {
    'by a personal token, with the run of a real deployment': {
      login: 'mallory',
      reason: 'it was made by mallory, not by a job',
    },
    'by another app': { login: 'renovate[bot]', reason: 'it was made by renovate[bot], not by a job' },
    'by a job, without a run': { payload: { run: undefined }, reason: 'it names no run' },
    'with an address that is none of a run': {
      payload: { run: 'https://github.com/acme/clinic/actions/runs/1' },
      reason: 'it names no run',
    },
    'with a run that does not exist': {
      payload: { run: addressOf(999) },
      reason: 'its run 999 does not exist in acme/clinic',
    },
    'with a run of another repository': {
      payload: { run: 'https://github.com/mallory/clinic/actions/runs/666/attempts/1' },
      reason: 'its run 666 does not exist in acme/clinic',
    },
    'with an attempt that never was': {
      payload: { run: 'https://github.com/acme/clinic/actions/runs/1/attempts/2' },
      reason: 'its run 1 (attempt 2) does not exist in acme/clinic',
    },
    'by another workflow of the branch, in its own run': {
      commit: head,
      payload: { run: addressOf(50) },
      run: { path: '.github/workflows/label.yml', referenced: [], headSha: head },
      reason: 'its run ran acme/clinic/.github/workflows/label.yml, and none of these records releases',
    },
    'by a workflow of the name of ours, in a repository of his': {
      commit: head,
      payload: { run: addressOf(50) },
      run: {
        headSha: head,
        referenced: [
          { path: 'mallory/suite/.github/workflows/deploy.yml@v1', sha: 'f'.repeat(40), ref: 'refs/tags/v1' },
        ],
      },
      reason:
        'its run ran acme/clinic/.github/workflows/deploy.yml, mallory/suite/.github/workflows/deploy.yml, and none of these',
    },
    'by our workflow on a branch of his': {
      commit: side,
      payload: { run: addressOf(50) },
      run: { headBranch: 'side', headSha: side },
      reason: 'its run is one of side, not of main',
    },
    'by our workflow on a branch of his, at a commit of main': {
      commit: head,
      payload: { run: addressOf(50) },
      run: { headBranch: 'side', headSha: head },
      reason: 'its run is one of side, not of main',
    },
    'by a pull request': {
      commit: head,
      payload: { run: addressOf(50) },
      run: { event: 'pull_request', headSha: head },
      reason: 'its run is one of a pull request (pull_request)',
    },
    'by a pull request from the branch main of a fork': {
      commit: head,
      payload: { run: addressOf(50) },
      run: { event: 'pull_request', headSha: head, headRepository: { id: 66, name: 'mallory/clinic' } },
      reason: 'its run is one of a fork',
    },
    'by a run of a tag that has the name of the branch, at a commit of his': {
      commit: side,
      payload: { run: addressOf(50) },
      run: { headBranch: 'main', headSha: side },
      reason: `its commit ${side.slice(0, 12)} is not in the history of ${head.slice(0, 12)}`,
    },
    'with the run of a real deployment, for another commit': {
      commit: side,
      payload: { run: addressOf(1) },
      reason: `its run deployed the commit ${first.slice(0, 12)}, not ${side.slice(0, 12)}`,
    },
    'with the run of a real promotion, for a commit that main does not have': {
      commit: side,
      payload: { run: addressOf(50) },
      run: { headSha: head, referenced: called('promote.yml', 'apply-release.yml') },
      reason: `its commit ${side.slice(0, 12)} is not in the history of ${head.slice(0, 12)}`,
    },
    'with an image of his own registry': {
      payload: { image: `public.ecr.aws/mallory/clinic@sha256:${'6'.repeat(64)}` },
      reason: 'its image is not one of a private registry of ECR',
    },
    'with the run of a real deployment that is long over': { reason: 'it was made when its run was not running' },
  };

  test.each(Object.entries(attacks))('%s', async (_, { commit = first, payload, login, run, reason }) => {
    await deploy({ commit: first, run: 1 });
    if (run) stage.startRun(50, run);
    const token = login === undefined ? jobToken : stage.token({ deployments: 'write' }, login);
    const id = await forge({ commit, payload: { run: addressOf(1), ...payload }, token });

    const { outputs, report } = await find();
    expect(outputs).toMatchObject({ commit: first, image: image('1') });
    expect(JSON.stringify(report.sections)).toContain(`${id} (${reason}`);
    for (const select of [String(id), ...(commit === first ? [] : [commit])])
      expect(await failureOf(find({ select }))).toContain(`The deployment ${id} does not count, as ${reason}`);
    expect((await find({ select: 'current' })).outputs['deployment-id']).not.toBe(id);
  });

  test('where it is the only one, and in the list', async () => {
    const id = await forge({ commit: side, payload: { run: addressOf(1) } });
    expect(await failureOf(find())).toBe(
      'clinic has no current release in prod, according to the ledger; nothing was changed. ' +
        `The deployment ${id} does not count, as its run 1 does not exist in acme/clinic. ` +
        'Deploy there first. Only a successful release can be promoted or restored.',
    );
    const { outputs, report } = await find({ required: 'false' });
    expect(outputs).toMatchObject({ found: false });
    expect(outputs['commit']).toBeUndefined();
    expect(JSON.stringify(report)).toContain(`${id} (its run 1 does not exist`);
    const list = await stage.run({ operation: 'list', targets: JSON.stringify([prod]) });
    expect(list.report.result).toBe('0 of 1 targets have a current release.');
    expect(JSON.stringify(list.report.sections)).toContain(`${id} (its run 1 does not exist`);
  });

  test('where it would be the previous one', async () => {
    await deploy({ commit: first, run: 1 });
    const id = await forge({ commit: side, payload: { run: addressOf(1) }, states: ['success', 'inactive'] });
    await deploy({ commit: second, run: 2 });
    const { outputs, report } = await find({ select: 'previous' });
    expect(outputs['commit']).toBe(first);
    expect(JSON.stringify(report.sections)).toContain(`${id} (its run deployed the commit`);
  });
});

describe('a success that somebody forged', () => {
  test.each([
    'github-actions[bot]',
    'mallory',
  ])('on the record of a failed release does not count: %s', async (login) => {
    await deploy({ commit: first, run: 1 });
    await deploy({ commit: second, run: 2, state: 'failure' });
    const [failed] = stage.repository.deployments;
    await setState(failed!.id, 'success', stage.token({ deployments: 'write' }, login));
    expect((await find()).outputs['commit']).toBe(first);
    expect(await failureOf(find({ select: second }))).toContain('as its success was not set by a job of its run');
  });

  test('on an older release does not bring it back', async () => {
    await deploy({ commit: first, run: 1 });
    await deploy({ commit: second, run: 2 });
    const oldest = stage.repository.deployments.at(-1);
    await setState(oldest!.id, 'success');
    expect((await find()).outputs).toMatchObject({ commit: second, state: 'success' });
    expect((await find({ select: 'previous' })).outputs).toMatchObject({ commit: first, state: 'inactive' });
  });

  test('of a person is not taken from a job while it runs', async () => {
    const end = stage.startRun(1, { headSha: first });
    await forge({ commit: first, payload: { run: addressOf(1) }, states: ['failure'] });
    await setState(stage.repository.deployments[0]!.id, 'success', stage.token({ deployments: 'write' }, 'mallory'));
    end('success');
    expect(await failureOf(find())).toContain('as its success was not set by a job of its run');
  });
});

describe('while a run deploys, a forger in its name', () => {
  const genuine = (commit: string) => ({ image: image('1'), digest: undefined, siteRelease: commit });

  test.each([
    'before',
    'after',
  ])('with a second record, made %s the genuine one, gets neither believed', async (when) => {
    await deploy({ commit: first, run: 1 });
    const end = stage.startRun(2, { headSha: second });
    const forged = () => forge({ commit: second, payload: { run: addressOf(2), siteRelease: 'evil' } });
    if (when === 'before') await forged();
    const release = JSON.stringify({ commit: second, ...genuine(second) });
    await stage.run({ operation: 'finish', ...prod, state: 'success', release }, { attempt: '2-1' });
    if (when === 'after') await forged();
    end('success');
    expect(await failureOf(find())).toContain('as its run has a second record that says something else');
  });

  test('cannot make green what it recorded as failed', async () => {
    await deploy({ commit: first, run: 1 });
    const end = stage.startRun(2, { headSha: second });
    const release = JSON.stringify({ commit: second, ...genuine(second) });
    await stage.run({ operation: 'finish', ...prod, state: 'failure', release }, { attempt: '2-1' });
    await forge({ commit: second, payload: { run: addressOf(2), ...genuine(second) } });
    end('failure');
    expect(await failureOf(find({ select: second }))).toContain('has a second record that says something else');
    expect((await find()).outputs['commit']).toBe(first);
  });

  test('that says less than the genuine record does not hurt it', async () => {
    const end = stage.startRun(2, { headSha: second });
    for (const payload of [{ image: undefined }, { image: 'public.ecr.aws/x' }, { commit: side }])
      await forge({ commit: payload.commit ?? second, payload: { run: addressOf(2), ...payload } });
    const release = JSON.stringify({ commit: second, ...genuine(second) });
    await stage.run({ operation: 'finish', ...prod, state: 'success', release }, { attempt: '2-1' });
    end('success');
    expect((await find()).outputs).toMatchObject({ commit: second, image: image('1') });
  });

  test('a forged record never keeps the genuine one from being made', async () => {
    const end = stage.startRun(2, { headSha: second });
    const release = { commit: second, image: image('2') };
    const payload = { ...release, run: addressOf(2), digest: `sha256:${'2'.repeat(64)}` };
    await forge({ commit: second, payload, token: stage.token({ deployments: 'write' }, 'mallory') });
    await stage.run(
      { operation: 'finish', ...prod, state: 'success', release: JSON.stringify(release) },
      { attempt: '2-1' },
    );
    end('success');
    expect(stage.repository.deployments).toHaveLength(2);
    expect((await find()).outputs['deployment-id']).toBe(stage.repository.deployments[0]?.id);
  });
});

describe('what is genuine is found', () => {
  test.each<readonly [string, Partial<WorkflowRun>]>([
    ['deploy-many.yml', { referenced: called('deploy-many.yml', 'deploy.yml') }],
    ['a dispatch', { event: 'workflow_dispatch' }],
    ['a schedule', { event: 'schedule' }],
    ['a path with its branch', { path: '.github/workflows/release.yml@main' }],
  ])('%s', async (_, as) => {
    await deploy({ commit: first, run: 1, as });
    expect((await find()).outputs['commit']).toBe(first);
  });

  test.each([
    'promote.yml',
    'rollback.yml',
    'apply-release.yml',
  ])('%s releases another commit than its own', async (file) => {
    await deploy({ commit: first, run: 1, as: { headSha: third, referenced: called(file) } });
    expect((await find()).outputs['commit']).toBe(first);
  });

  test('of a run that is still running', async () => {
    stage.startRun(1, { headSha: first });
    const release = JSON.stringify({ commit: first });
    await stage.run({ operation: 'finish', ...prod, state: 'success', release }, { attempt: '1-1' });
    expect((await find()).outputs['commit']).toBe(first);
  });

  test('of a second attempt, whose first is long over', async () => {
    stage.startRun(1, { headSha: first })('failure');
    stage.clock.advance(60 * minute);
    const end = stage.startRun(1, { headSha: first });
    const release = JSON.stringify({ commit: first });
    await stage.run({ operation: 'finish', ...prod, state: 'success', release }, { attempt: '1-2' });
    end('success');
    expect((await find()).outputs['commit']).toBe(first);
  });

  test('after the repository got another name', async () => {
    await deploy({ commit: first, run: 1 });
    const [deployment] = stage.repository.deployments;
    const run = addressOf(1).replace('acme/clinic', 'acme/old-name');
    Object.assign(deployment!, { payload: { ...(deployment!.payload as object), run } });
    expect((await find()).outputs['commit']).toBe(first);
  });

  test("of a workflow of one's own, where it is named", async () => {
    await deploy({ commit: first, run: 1, as: { path: '.github/workflows/release.yml', referenced: [] } });
    expect(await failureOf(find())).toContain('none of these records releases (see the input `workflows`)');
    for (const workflows of ['.github/workflows/release.yml', 'acme/clinic/.github/workflows/release.yml'])
      expect((await find({ workflows })).outputs['commit']).toBe(first);
  });

  test('of another branch, where it is named', async () => {
    await deploy({ commit: first, run: 1, as: { headBranch: 'develop' } });
    expect(await failureOf(find())).toContain('its run is one of develop, not of main');
    expect((await find({ branch: 'develop' })).outputs['commit']).toBe(first);
    expect((await find({ branch: 'dev*' })).outputs['commit']).toBe(first);
    expect(await failureOf(find({ branch: 'devel.p' }))).toContain('its run is one of develop, not of devel.p');
  });

  test('the commit must be in the history of the run that asks: an older head does not know it', async () => {
    await deploy({ commit: second, run: 1 });
    const run = stage.run({ operation: 'find', ...prod }, { head: first });
    expect(await failureOf(run)).toContain(
      `its commit ${second.slice(0, 12)} is not in the history of ${first.slice(0, 12)}`,
    );
  });

  test('a run without a branch is told what to give', async () => {
    const message = await failureOf(stage.run({ operation: 'find', ...prod }, { ref: 'refs/tags/v1.2' }));
    expect(message).toMatch(
      /^The branch of the environment is not known: this run is one of refs\/tags\/v1\.2; nothing was changed\..*Give `branch`/,
    );
  });
});

describe('the requests', () => {
  test('each run and each commit is asked about once, and nothing about what cannot be current', async () => {
    for (const [index, commit] of [first, second, third].entries()) await deploy({ commit, run: index + 1 });
    stage.calls();
    await find();
    expect(stage.calls().toSorted()).toEqual([
      'github:CompareCommits',
      'github:GetWorkflowRunAttempt',
      'github:ListDeploymentStatuses',
      'github:ListDeploymentStatuses',
      'github:ListDeployments',
    ]);
  });

  test('without `actions: read` nothing is believed, and the permission is named', async () => {
    await deploy({ commit: first, run: 1 });
    const token = stage.token({ deployments: 'read', contents: 'read' });
    for (const select of ['current', 'previous', first, String(stage.repository.deployments[0]?.id)])
      for (const required of ['true', 'false'])
        expect(await failureOf(find({ select, required }, token))).toContain('The token needs `actions: read`');
    const list = stage.run({ operation: 'list', targets: JSON.stringify([prod]) }, { token });
    expect(await failureOf(list)).toContain('The token needs `actions: read`');
  });

  test('without `contents: read` likewise', async () => {
    await deploy({ commit: first, run: 1 });
    const token = stage.token({ deployments: 'read', actions: 'read' });
    expect(await failureOf(find({}, token))).toContain('The token needs `contents: read`');
  });

  test('trouble is no answer', async () => {
    await deploy({ commit: first, run: 1 });
    for (const operation of ['GetWorkflowRunAttempt', 'CompareCommits']) {
      const fault = { kind: 'error', code: 'bad gateway', status: 502 } as const;
      stage.cloud.faults.add({ service: 'github', operation, times: 1, fault });
      expect((await find()).outputs['commit']).toBe(first);
    }
  });
});

describe('a comparison', () => {
  const compare = (commit: string, how: GitHubHow = {}) =>
    stage.run({ operation: 'compare', ...prod }, { commit, head: commit, ...how });
  const claimed = 'DATABASE_URL';

  /** The main branch goes on after the commit of the run that asks. */
  const attacks: Readonly<
    Record<string, { readonly by?: string; readonly run?: Partial<WorkflowRun>; readonly commit?: string }>
  > = {
    'of a personal token, in the name of a real run': { by: 'mallory' },
    'of a real run that is over': {},
    'of a run that does not exist': { run: { id: 0 } },
    'of another workflow of the branch, in its own run': {
      run: { path: '.github/workflows/label.yml', referenced: [] },
    },
    'of our workflow on a branch of his': { run: { headBranch: 'side', headSha: side }, commit: side },
    'of a tag that has the name of the branch': { run: { headSha: side }, commit: side },
    'of a promotion, for a commit that main does not have': {
      run: { referenced: called('promote.yml') },
      commit: side,
    },
    'of a pull request': { run: { event: 'pull_request' } },
    'of a fork': { run: { headRepository: { id: 66, name: 'mallory/clinic' } } },
  };

  test.each(
    Object.entries(attacks),
  )('believes no record %s: it supersedes nothing and claims no variable, also as a failure', async (_, {
    by,
    run,
    commit = third,
  }) => {
    await deploy({ commit: first, run: 1 });
    if (run && run.id !== 0) stage.startRun(50, { headSha: third, ...run });
    const token = by === undefined ? jobToken : stage.token({ deployments: 'write' }, by);
    const payload = { run: addressOf(run ? 50 : 1), variables: claimed };
    for (const state of ['success', 'failure']) await forge({ commit, payload, token, states: [state] });
    const { outputs } = await compare(second);
    expect(outputs).toMatchObject({ found: true, variables: [] });
    expect(outputs['superseded-by']).toBeUndefined();
  });

  test('believes a later commit of the same branch, of a push, a promotion, and a tag', async () => {
    for (const [index, as] of [{}, { referenced: called('promote.yml'), headSha: head }].entries()) {
      await deploy({ commit: third, run: index + 1, as });
      expect((await compare(second)).outputs['superseded-by']).toBe(third);
    }
    const tagged = await compare(second, { ref: 'refs/tags/v1.2' });
    expect(tagged.outputs['superseded-by']).toBe(third);
  });

  test('of a tag believes nothing that the default branch does not have', async () => {
    await deploy({ commit: side, run: 1, as: { headBranch: 'v2', event: 'release' } });
    expect((await compare(second, { ref: 'refs/tags/v1.2' })).outputs).toMatchObject({ found: false });
  });

  test('without `actions: read` believes nothing, and says so', async () => {
    await deploy({ commit: third, run: 1 });
    const token = stage.token({ deployments: 'read', contents: 'read' });
    const { outputs, log } = await compare(second, { token });
    expect(outputs).toMatchObject({ found: false, variables: [] });
    expect(outputs['superseded-by']).toBeUndefined();
    expect(log.join()).toMatch(/No record of the ledger is believed.*The token needs `actions: read`/);
  });

  test('asks once about what serves, and about the branch only for a later commit', async () => {
    await deploy({ commit: first, run: 1 });
    stage.calls();
    await compare(second);
    expect(stage.calls()).not.toContain('github:GetBranch');
  });
});
