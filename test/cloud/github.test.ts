import { getIDToken } from '@actions/core';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import { type Job, subjectOf } from './github/claims.ts';
import type { Permissions } from './github/tokens.ts';

const name = 'octo/clinic';
const at = { owner: 'octo', repo: 'clinic' };
const [first, second, third] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

let clock: ScriptedClock;
let cloud: Cloud;

beforeEach(async () => {
  clock = scriptedClock();
  cloud = await startCloud({ clock, github: { hourlyLimit: 200 } });
  cloud.github.addRepository({ name, id: 77, ownerId: 5 });
  cloud.github.addCommit(name, { sha: first, message: 'Start' });
  cloud.github.addCommit(name, { sha: second, parents: [first], message: 'Fix', ref: 'main' });
  cloud.github.addCommit(name, { sha: third, parents: [first], message: 'Try', ref: 'feature' });
});
afterEach(() => cloud.close());

/** Octokit as an action has it: the toolkit's own, which finds the API by GITHUB_API_URL. */
async function octokit(
  permissions: Permissions = { deployments: 'write', issues: 'write', 'pull-requests': 'write', contents: 'read' },
) {
  const { getOctokit } = await import('@actions/github');
  const { GITHUB_API_URL: baseUrl = '' } = cloud.github.environment();
  const token = cloud.github.token({ repository: name, permissions });
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return getOctokit(token, { baseUrl, log: silent });
}

describe('deployments', () => {
  test('begin without a status and are listed newest first, by filter', async () => {
    const { rest } = await octokit();
    const create = (environment: string, ref = 'main') =>
      rest.repos.createDeployment({
        ...at,
        ref,
        environment,
        auto_merge: false,
        payload: { image: 'clinic@sha256:1' },
      });
    const dev = (await create('dev')).data;
    expect(dev).toMatchObject({
      sha: second,
      ref: 'main',
      environment: 'dev',
      task: 'deploy',
      payload: { image: 'clinic@sha256:1' },
      production_environment: false,
      transient_environment: false,
      creator: { login: 'github-actions[bot]' },
      created_at: '2026-11-02T09:00:00Z',
    });
    const prod = (await create('production', first)).data;
    expect(prod).toMatchObject({ sha: first, production_environment: true });
    const all = await rest.repos.listDeployments(at);
    expect(all.data.map(({ environment }) => environment)).toEqual(['production', 'dev']);
    const filtered = await rest.repos.listDeployments({ ...at, environment: 'dev', sha: second });
    expect(filtered.data.map(({ payload }) => payload)).toEqual([{ image: 'clinic@sha256:1' }]);
    const statuses = await rest.repos.listDeploymentStatuses({
      ...at,
      deployment_id: prod && 'id' in prod ? prod.id : 0,
    });
    expect(statuses.data).toEqual([]);
  });

  async function deploy(environment: string, transient = false): Promise<number> {
    const { rest } = await octokit();
    const { data } = await rest.repos.createDeployment({
      ...at,
      ref: 'main',
      environment,
      transient_environment: transient,
    });
    const id = 'id' in data ? data.id : 0;
    await rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state: 'in_progress' });
    await rest.repos.createDeploymentStatus({
      ...at,
      deployment_id: id,
      state: 'success',
      environment_url: 'https://clinic.example.com',
    });
    return id;
  }

  async function latestState(deployment_id: number): Promise<string | undefined> {
    const { rest } = await octokit();
    return (await rest.repos.listDeploymentStatuses({ ...at, deployment_id })).data[0]?.state;
  }

  test('of one environment replace each other, but for transient and production ones', async () => {
    const [dev, preview, production] = [await deploy('dev'), await deploy('pr-1', true), await deploy('production')];
    await Promise.all([deploy('dev'), deploy('pr-1', true), deploy('production')]);
    expect([await latestState(dev), await latestState(preview), await latestState(production)]).toEqual([
      'inactive',
      'success',
      'success',
    ]);
  });

  test('are refused without a ref, with an unknown one, and while a status of the commit is no success', async () => {
    const { rest } = await octokit();
    await expect(rest.repos.createDeployment({ ...at, ref: 'gone' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('No ref found for: gone'),
    });
    cloud.github.repository(name).commits.get(second)?.statuses.set('ci', 'pending');
    await expect(rest.repos.createDeployment({ ...at, ref: 'main' })).rejects.toMatchObject({ status: 409 });
    await rest.repos.createDeployment({ ...at, ref: 'main', required_contexts: [] });
  });

  test('take only states that there are, and descriptions of up to 140 characters', async () => {
    const { rest, request } = await octokit();
    const deployment_id = await deploy('dev');
    const path: string = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    await expect(request(path, { ...at, deployment_id, state: 'done' })).rejects.toMatchObject({ status: 422 });
    await expect(
      rest.repos.createDeploymentStatus({ ...at, deployment_id, state: 'failure', description: 'x'.repeat(141) }),
    ).rejects.toMatchObject({ status: 422 });
  });

  test('are deleted only when inactive or alone', async () => {
    const { rest } = await octokit();
    const [older, newer] = [await deploy('dev'), await deploy('dev')];
    await expect(rest.repos.deleteDeployment({ ...at, deployment_id: newer })).rejects.toMatchObject({ status: 422 });
    await rest.repos.deleteDeployment({ ...at, deployment_id: older });
    await rest.repos.deleteDeployment({ ...at, deployment_id: newer });
    expect(cloud.github.repository(name).deployments).toEqual([]);
  });
});

describe('comments', () => {
  beforeEach(() => {
    const pull = {
      number: 7,
      title: 'Fix',
      state: 'open',
      headRef: 'feature',
      headSha: third,
      baseRef: 'main',
      login: 'eve',
    } as const;
    cloud.github.addPull(name, pull);
    cloud.github.addIssue(name, 8);
  });

  test('are found across pages by Link headers', async () => {
    const { rest, paginate } = await octokit();
    for (let number = 1; number <= 65; number++)
      await rest.issues.createComment({ ...at, issue_number: 7, body: `comment ${number}` });
    const page = await rest.issues.listComments({ ...at, issue_number: 7, page: 2 });
    expect(page.data[0]?.body).toBe('comment 31');
    expect(page.headers.link).toMatch(
      /page=1>; rel="prev".*page=3>; rel="next".*page=3>; rel="last".*page=1>; rel="first"/,
    );
    const all = await paginate(rest.issues.listComments, { ...at, issue_number: 7, per_page: 20 });
    expect(all).toHaveLength(65);
    expect(all.at(-1)).toMatchObject({ body: 'comment 65', user: { login: 'github-actions[bot]', type: 'Bot' } });
  });

  test('are changed and deleted', async () => {
    const { rest } = await octokit();
    const { data } = await rest.issues.createComment({ ...at, issue_number: 8, body: 'one' });
    clock.advance(60_000);
    const changed = await rest.issues.updateComment({ ...at, comment_id: data.id, body: 'two' });
    expect(changed.data).toMatchObject({
      body: 'two',
      updated_at: '2026-11-02T09:01:00Z',
      created_at: '2026-11-02T09:00:00Z',
    });
    await rest.issues.deleteComment({ ...at, comment_id: data.id });
    await expect(rest.issues.getComment({ ...at, comment_id: data.id })).rejects.toMatchObject({ status: 404 });
  });

  test('hold 65,536 characters and not one more', async () => {
    const { rest } = await octokit();
    const write = (body: string) => rest.issues.createComment({ ...at, issue_number: 7, body });
    await write('x'.repeat(65_536));
    await expect(write('x'.repeat(65_537))).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Body is too long (maximum is 65536 characters)'),
    });
    await expect(write(' ')).rejects.toMatchObject({ status: 422 });
  });

  test('on a pull request need one of two permissions, on an issue the one', async () => {
    const { rest } = await octokit({ 'pull-requests': 'write' });
    await rest.issues.createComment({ ...at, issue_number: 7, body: 'plan' });
    await expect(rest.issues.createComment({ ...at, issue_number: 8, body: 'plan' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
  });

  test('are only read with the token of a fork', async () => {
    const { rest } = await octokit({ 'pull-requests': 'read', issues: 'read', contents: 'read' });
    expect((await rest.issues.listComments({ ...at, issue_number: 7 })).data).toEqual([]);
    await expect(rest.issues.createComment({ ...at, issue_number: 7, body: 'plan' })).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
    });
  });
});

test('commits are compared, pull requests are shown', async () => {
  const { rest } = await octokit();
  const compare = async (basehead: string) => (await rest.repos.compareCommitsWithBasehead({ ...at, basehead })).data;
  expect(await compare(`${first}...main`)).toMatchObject({ status: 'ahead', ahead_by: 1, commits: [{ sha: second }] });
  expect(await compare('main...feature')).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
  expect(await compare('main...main')).toMatchObject({ status: 'identical', ahead_by: 0 });
  const pull = {
    number: 9,
    title: 'Fork',
    state: 'open',
    headRef: 'fix',
    headSha: third,
    headRepository: 'eve/clinic',
    baseRef: 'main',
    login: 'eve',
  } as const;
  cloud.github.addPull(name, pull);
  expect((await rest.pulls.get({ ...at, pull_number: 9 })).data).toMatchObject({
    head: { sha: third, repo: { full_name: 'eve/clinic', fork: true } },
    base: { ref: 'main', sha: second },
  });
  expect((await rest.pulls.list({ ...at, head: 'eve:fix' })).data.map(({ number }) => number)).toEqual([9]);
});

describe('workflow runs', () => {
  const run = {
    ...{ id: 12, path: '.github/workflows/deploy.yml', event: 'push', headBranch: 'main', headSha: second },
    referenced: [{ path: 'acme/suite/.github/workflows/deploy.yml@v1', sha: 'f'.repeat(40), ref: 'refs/tags/v1' }],
    actor: 'somebody',
  };

  test('tell what ran, and when, attempt by attempt', async () => {
    const { rest } = await octokit({ actions: 'read' });
    const attempt = async (attempt_number: number) =>
      (await rest.actions.getWorkflowRunAttempt({ ...at, run_id: 12, attempt_number })).data;
    const end = cloud.github.startRun(name, run);
    expect(await attempt(1)).toMatchObject({
      ...{ id: 12, path: '.github/workflows/deploy.yml', head_branch: 'main', head_sha: second, event: 'push' },
      ...{ run_attempt: 1, status: 'in_progress', conclusion: null, referenced_workflows: run.referenced },
      ...{ repository: { id: 77, full_name: name }, head_repository: { id: 77, full_name: name } },
      previous_attempt_url: null,
    });
    clock.advance(60_000);
    end('failure');
    const first = await attempt(1);
    expect(first).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(Date.parse(first.updated_at) - Date.parse(first.run_started_at ?? '')).toBe(60_000);
    clock.advance(60_000);
    cloud.github.startRun(name, run);
    const again = await attempt(2);
    expect(again).toMatchObject({ run_attempt: 2, status: 'in_progress', created_at: first.created_at });
    expect(again.previous_attempt_url).toMatch(/\/runs\/12\/attempts\/1$/);
    expect(await attempt(1)).toEqual(first);
    expect((await rest.actions.getWorkflowRun({ ...at, run_id: 12 })).data).toEqual(again);
  });

  test('of a fork name its repository', async () => {
    const { rest } = await octokit({ actions: 'read' });
    cloud.github.startRun(name, { ...run, headRepository: { id: 66, name: 'mallory/clinic' } });
    const { data } = await rest.actions.getWorkflowRun({ ...at, run_id: 12 });
    expect(data).toMatchObject({ repository: { id: 77 }, head_repository: { id: 66, full_name: 'mallory/clinic' } });
  });

  test('that are not there are not found, and those of a private repository need a permission', async () => {
    cloud.github.startRun(name, run);
    const { rest } = await octokit({ actions: 'read' });
    await expect(rest.actions.getWorkflowRun({ ...at, run_id: 13 })).rejects.toMatchObject({ status: 404 });
    const third = rest.actions.getWorkflowRunAttempt({ ...at, run_id: 12, attempt_number: 3 });
    await expect(third).rejects.toMatchObject({ status: 404 });
    const without = await octokit({ contents: 'read' });
    await expect(without.rest.actions.getWorkflowRun({ ...at, run_id: 12 })).rejects.toMatchObject({
      ...{ status: 403, response: { headers: { 'x-accepted-github-permissions': 'actions=read' } } },
    });
    cloud.github.addRepository({ name: 'octo/open', isPrivate: false });
    cloud.github.startRun('octo/open', run);
    const token = cloud.github.token({ repository: 'octo/open', permissions: {} });
    const answer = await fetch(`${cloud.github.apiUrl}/repos/octo/open/actions/runs/12`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });
});

describe('a token', () => {
  test('of nobody, and of another repository, sees nothing', async () => {
    const { getOctokit } = await import('@actions/github');
    const baseUrl = cloud.github.apiUrl;
    await expect(getOctokit('ghs_unknown', { baseUrl }).rest.repos.get(at)).rejects.toMatchObject({ status: 401 });
    cloud.github.addRepository({ name: 'octo/other' });
    const other = cloud.github.token({ repository: 'octo/other', permissions: { contents: 'write' } });
    await expect(getOctokit(other, { baseUrl }).rest.repos.get(at)).rejects.toMatchObject({ status: 404 });
  });

  test('has a limit of requests for each hour, and the answers say what is left', async () => {
    const { rest } = await octokit();
    const { headers } = await rest.repos.get(at);
    expect(headers).toMatchObject({
      'x-ratelimit-limit': '200',
      'x-ratelimit-remaining': '199',
      'x-ratelimit-reset': '1793613600',
    });
    for (let number = 0; number < 199; number++) await rest.repos.get(at);
    await expect(rest.repos.get(at)).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-ratelimit-remaining': '0' } },
    });
    clock.advance(3_600_000);
    expect((await rest.repos.get(at)).status).toBe(200);
  });

  test('meets scripted faults, and every request is recorded', async () => {
    const { rest } = await octokit();
    cloud.faults.add({ service: 'github', operation: 'GetRepository', fault: { kind: 'throttle' } });
    cloud.faults.add({
      service: 'github',
      operation: 'GetRepository',
      fault: { kind: 'error', code: 'x', status: 502 },
    });
    await expect(rest.repos.get(at)).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'retry-after': '1' } },
    });
    await expect(rest.repos.get(at)).rejects.toMatchObject({ status: 502 });
    await rest.repos.get(at);
    expect(cloud.requests.all({ service: 'github' }).map(({ operation, status }) => [operation, status])).toEqual([
      ['GetRepository', 403],
      ['GetRepository', 502],
      ['GetRepository', 200],
    ]);
  });
});

describe('OIDC', () => {
  const job: Job = {
    repository: name,
    repositoryId: '77',
    ownerId: '5',
    ref: 'refs/heads/main',
    sha: second,
    environment: 'prod',
  };

  test('gives the toolkit a token that STS trusts for the role of the environment, and for no other', async () => {
    const role = (environment: string) =>
      cloud.iam.role({
        accountId: '222222222222',
        name: `deploy-${environment}`,
        policies: [],
        trust: {
          Statement: {
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': `repo:octo/clinic:environment:${environment}`,
                'token.actions.githubusercontent.com:repository_id': '77',
              },
            },
          },
        },
      });
    cloud.iam.openIdProvider({ accountId: '222222222222', issuer: cloud.github.oidc.issuer });
    const WebIdentityToken = await tokenOf(job, 'sts.amazonaws.com');
    const anonymous = { accessKeyId: 'none', secretAccessKey: 'none' };
    const sts = new STSClient({
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: anonymous,
    });
    const assume = (RoleArn: string) =>
      sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run-1', WebIdentityToken }));
    expect((await assume(role('prod').arn)).SubjectFromWebIdentityToken).toBe('repo:octo/clinic:environment:prod');
    await expect(assume(role('dev').arn)).rejects.toMatchObject({ name: 'AccessDenied' });
    cloud.github.oidc.rotateKey();
    await expect(assume(role('prod').arn)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
  });

  /** Asks as @actions/core does, with the variables that the runner sets. */
  async function tokenOf(asking: Job, audience: string): Promise<string> {
    const { requestUrl, requestToken } = cloud.github.oidc.jobToken(asking);
    const before = { ...process.env };
    Object.assign(process.env, {
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    });
    const { write } = process.stdout;
    // The toolkit prints `::add-mask::` for the token.
    process.stdout.write = () => true;
    try {
      return await getIDToken(audience);
    } finally {
      process.stdout.write = write;
      process.env = before;
    }
  }

  test('describes the job in the claims', async () => {
    const token = await tokenOf(
      { ...job, jobWorkflowRef: 'octo/shared/.github/workflows/deploy.yml@refs/tags/v1' },
      'here',
    );
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'here',
      sub: 'repo:octo/clinic:environment:prod',
      repository_id: '77',
      environment: 'prod',
      ref: 'refs/heads/main',
      sha: second,
      job_workflow_ref: 'octo/shared/.github/workflows/deploy.yml@refs/tags/v1',
    });
    expect(claims.exp - claims.iat).toBe(300);
  });

  test('refuses a request token that it did not give', async () => {
    const { requestUrl } = cloud.github.oidc.jobToken(job);
    const answer = await fetch(`${requestUrl}&audience=x`, { headers: { authorization: 'Bearer guessed' } });
    expect(answer.status).toBe(401);
  });

  test.each<[Partial<Job>, string]>([
    [{}, 'repo:octo/clinic:environment:prod'],
    [{ environment: 'a:b' }, 'repo:octo/clinic:environment:a%3Ab'],
    [{ environment: '' }, 'repo:octo/clinic:ref:refs/heads/main'],
    [{ environment: '', event: 'pull_request', ref: 'refs/pull/7/merge' }, 'repo:octo/clinic:pull_request'],
    [{ immutableSubject: true }, 'repo:octo@5/clinic@77:environment:prod'],
  ])('a job with %j has the subject %s', (change, subject) => {
    expect(subjectOf({ ...job, ...change })).toBe(subject);
  });
});
