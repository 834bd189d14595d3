import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import type { Permissions } from '../cloud/github/tokens.ts';
import { commit } from '../support/action.ts';
import { called, pullEvent, repositoryName } from '../support/github-stage.ts';
import { runStep, type StepResult } from '../support/process.ts';

let cloud: Cloud;
let token: string;

beforeEach(async () => {
  cloud = await startCloud();
  cloud.github.addRepository({ name: repositoryName, id: 77, ownerId: 5 });
  cloud.github.addCommit(repositoryName, { sha: commit, ref: 'main' });
  const reading = { actions: 'read', contents: 'read' } as const;
  token = tokenWith({ ...reading, deployments: 'write', issues: 'write', 'pull-requests': 'write' });
});
afterEach(() => cloud.close());

const tokenWith = (permissions: Permissions) => cloud.github.token({ repository: repositoryName, permissions });

interface Options {
  readonly variables?: Readonly<Record<string, string>>;
  readonly event?: object;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs a step of a job that has no AWS credentials and no region. */
async function step(
  name: string,
  inputs: Readonly<Record<string, string>>,
  { variables = {}, event, files }: Options = {},
) {
  const result = await runStep(name, {
    inputs: { 'github-token': token, ...inputs },
    environment: { ...cloud.github.environment(), ...(event ? { GITHUB_EVENT_PATH: 'event.json' } : {}), ...variables },
    files: { ...files, ...(event ? { 'event.json': JSON.stringify(event) } : {}) },
  });
  expect(told(result)).not.toContain(token);
  return result;
}

/** All that a step tells, but the line by which the runner learns what to mask. */
function told({ lines, summary, outputs, state }: StepResult): string {
  return JSON.stringify([lines.filter((line) => !line.startsWith('::add-mask::')), summary, outputs, state]);
}

const errors = ({ lines }: StepResult) => lines.filter((line) => line.startsWith('::error'));

/** Lines that the runner would obey. */
const commands = ({ lines }: StepResult) =>
  lines.filter(
    (line) => /^\s*::(?!group::|endgroup::|add-mask::|warning::|debug::)/.test(line) || line.includes('##['),
  );

describe('github-deployment', () => {
  const webapp = 'app: clinic\nenvironments:\n  prod:\n    region: us-east-1\n    stack: clinic-prod\n';

  test('records a release and finds it again, with the app of the config file and without AWS', async () => {
    const files = { 'webapp.yml': webapp };
    const release = JSON.stringify({ siteRelease: 'r1' });
    const inputs = { operation: 'finish', environment: 'prod', state: 'success', release };
    cloud.github.startRun(repositoryName, {
      ...{ id: 7, path: '.github/workflows/deploy.yml', event: 'push', headBranch: 'main', headSha: commit },
      ...{ referenced: called('deploy.yml'), actor: 'somebody' },
    });
    const finished = await step('github-deployment', inputs, { files });
    expect([finished.exitCode, errors(finished)]).toEqual([0, []]);
    expect(finished.summary).toContain('## ✅ Record clinic in prod');
    const { exitCode, outputs } = await step(
      'github-deployment',
      { operation: 'find', environment: 'prod' },
      { files },
    );
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ found: 'true', commit, 'site-release': 'r1', state: 'success' });
    expect(JSON.parse(outputs['release'] ?? '')).toMatchObject({
      ...{ app: 'clinic', actor: 'somebody', run: 'https://github.com/acme/clinic/actions/runs/7/attempts/1' },
    });
    expect(cloud.requests.names().every((name) => name.startsWith('github:'))).toBe(true);
  });

  test('without a config file the app is given', async () => {
    const inputs = { operation: 'find', environment: 'prod', required: 'false' };
    const without = await step('github-deployment', inputs);
    expect(without.exitCode).toBe(1);
    expect(errors(without)).toEqual([expect.stringContaining('needs the input `app`')]);
    expect(await step('github-deployment', { ...inputs, app: 'clinic' })).toMatchObject({
      ...{ exitCode: 0, outputs: { found: 'false' } },
    });
  });

  test('an environment that the config file does not have is a mistake', async () => {
    const result = await step(
      'github-deployment',
      { operation: 'find', environment: 'prd' },
      { files: { 'webapp.yml': webapp } },
    );
    expect(errors(result)).toEqual([expect.stringContaining('The config file has no environment "prd"')]);
  });

  test('a token has no place in the config file', async () => {
    const files = { 'webapp.yml': `${webapp}    github-deployment: { github-token: ghp_written_down }\n` };
    const result = await step('github-deployment', { operation: 'find', environment: 'prod' }, { files });
    expect(errors(result)).toEqual([expect.stringContaining('unknown key "github-token" in github-deployment')]);
    expect(told(result)).not.toContain('ghp_written_down');
  });

  test('a permission that is missing is named, in log and summary', async () => {
    const result = await step('github-deployment', {
      ...{ operation: 'finish', environment: 'prod', app: 'clinic', state: 'failure' },
      'github-token': tokenWith({ deployments: 'read' }),
    });
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual([expect.stringContaining('The token needs `deployments: write`')]);
    expect(result.summary).toContain('The token needs <code>deployments: write</code>');
  });
});

describe('pr-comment', () => {
  const hostile =
    '</summary><script>x</script>\n::set-output name=posted::yes\n::add-path::/evil\n##[add-path]/evil ${{ github.token }} $(id) `id` @all';
  const plans = JSON.stringify({
    ...{ action: 'sync-spa-s3', target: hostile },
    changes: [{ kind: 'put', resource: hostile, reason: hostile }],
  });

  beforeEach(() => {
    cloud.github.addPull(repositoryName, {
      ...{
        number: 7,
        title: hostile,
        state: 'open',
        headRef: hostile,
        headSha: commit,
        baseRef: 'main',
        login: 'mallory',
      },
    });
  });

  test('posts the comment', async () => {
    const result = await step('pr-comment', { header: hostile, plans, notes: hostile }, { event: pullEvent(7) });
    expect([result.exitCode, errors(result), commands(result)]).toEqual([0, [], []]);
    const [comment] = cloud.github.repository(repositoryName).comments;
    expect(result.outputs).toMatchObject({ posted: 'true', 'comment-id': String(comment?.id) });
    expect(comment?.body).not.toMatch(/<script|@all/);
  });

  test('from a fork: the same in the summary, and green', async () => {
    const event = pullEvent(7, { fork: true });
    const result = await step('pr-comment', { header: hostile, plans, notes: hostile }, { event });
    expect([result.exitCode, errors(result), commands(result)]).toEqual([0, [], []]);
    expect(result.outputs).toMatchObject({ posted: 'false', changed: 'false' });
    expect(result.summary).toContain('Not posted as a comment: The pull request comes from a fork');
    expect(result.summary).not.toMatch(/<script|@all/);
    expect(cloud.requests.all()).toEqual([]);
  });

  test('a plan of 3,001 files comes through as the output of one step and the input of the next', async () => {
    const { region, accountId } = { region: 'eu-central-1', accountId: '111111111111' };
    cloud.s3.createBucket({ accountId, region, name: 'site' });
    const names = Array.from(
      { length: 3_000 },
      (_, index) => [`dist/assets/chunk-${index}.js`, String(index)] as const,
    );
    const planned = await runStep('sync-spa-s3', {
      ...{
        inputs: { source: 'dist', bucket: 'site', 'dry-run': 'true' },
        files: { 'dist/index.html': 'x', ...Object.fromEntries(names) },
      },
      environment: cloud.environment(cloud.iam.administrator(accountId), region),
    });
    expect([planned.exitCode, errors(planned)]).toEqual([0, []]);
    const { plan = '', fingerprint = '' } = planned.outputs;
    expect(plan.length).toBeLessThanOrEqual(40_000);
    await step('pr-comment', { plans: `${plan}\n${plan}`, header: 'Site' }, { event: pullEvent(7) });
    const [comment] = cloud.github.repository(repositoryName).comments;
    expect(comment?.body).toContain('| upload 3001 files |');
    expect(comment?.body).toContain(fingerprint);
  });
});

describe('explain-identity', () => {
  const job = {
    ...{ repository: repositoryName, repositoryId: '77', ownerId: '5', ref: 'refs/heads/main', sha: commit },
    environment: 'prod\n::error::x',
  };

  test('tells who the job is; the token stands nowhere but in its mask', async () => {
    const { requestUrl, requestToken } = cloud.github.oidc.jobToken(job);
    const variables = { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
    const result = await step('explain-identity', {}, { variables });
    expect([result.exitCode, commands(result)]).toEqual([0, []]);
    expect(result.outputs['subject']).toMatch(/^repo:acme\/clinic:environment:prod/);
    expect(result.summary).toContain('Identity of this job');
    expect(told(result)).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
    expect(told(result)).not.toContain(requestToken);
    expect(result.lines.filter((line) => line.startsWith('::add-mask::eyJ'))).toHaveLength(1);
  });

  test('without id-token: write', async () => {
    const result = await step('explain-identity', {});
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual([expect.stringContaining('Add `id-token: write`')]);
  });
});

test.each(['github-deployment', 'pr-comment', 'sweep-previews'])('%s: without a token, that is said', async (name) => {
  const usual = { operation: 'find', bucket: 'site' };
  const result = await runStep(name, { inputs: usual, environment: cloud.github.environment() });
  expect(errors(result)).toEqual([expect.stringContaining('github-token: is required')]);
  expect(result.lines.join('\n')).not.toContain('at parseInputs');
});
