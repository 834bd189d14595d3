import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/pr-comment/index.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import type { Comment } from '../../cloud/github/repository.ts';
import { failureOf } from '../../support/action.ts';
import {
  type GitHubHow,
  type GitHubStage,
  pullEvent,
  repositoryName,
  startGitHubStage,
} from '../../support/github-stage.ts';

const bot = 'github-actions[bot]';
const deploy = (port: string) =>
  JSON.stringify({
    ...{ action: 'deploy-apprunner', target: 'clinic-dev' },
    changes: [{ kind: 'update', resource: 'arn:1', fields: [{ field: 'port', before: '80', after: port }] }],
  });

let stage: GitHubStage;

beforeEach(async () => {
  stage = await startGitHubStage(action);
  for (const number of [7, 8])
    stage.cloud.github.addPull(repositoryName, {
      ...{
        number,
        title: 'Try',
        state: 'open',
        headRef: 'try',
        headSha: 'e'.repeat(40),
        baseRef: 'main',
        login: 'octocat',
      },
    });
});
afterEach(() => stage.close());

function post(inputs: Readonly<Record<string, string>> = {}, how: GitHubHow = {}) {
  return stage.run(
    { app: 'clinic', environment: 'prod', plans: deploy('8080'), ...inputs },
    { event: pullEvent(7), ...how },
  );
}

/** Puts a comment there as if somebody had written it. */
function written(body: string, login: string, issue = 7): Comment {
  const at = stage.clock.now();
  const comment = { id: stage.repository.nextId(), issue, login, body, createdAt: at, updatedAt: at };
  stage.repository.comments = [...stage.repository.comments, comment];
  return comment;
}

const bodies = () => stage.repository.comments.map(({ body }) => body);

describe('plans in files', () => {
  const change = (index: number) => ({ kind: 'put', resource: `docs/page-${index}.html` });
  const plan = (target: string, count: number) =>
    JSON.stringify({
      action: 'sync-spa-s3',
      target,
      changes: Array.from({ length: count }, (_, index) => change(index)),
    });

  test('stand beside the others; one of 100,000 changes is counted whole', async () => {
    stage.write({ one: plan('s3://one/', 100_000), two: plan('s3://two/', 1) });
    await post({ 'plan-files': `one\n${stage.workspace}/two` });
    expect(bodies()[0]).toContain('upload 100000 files');
    expect(bodies()[0]).toMatch(/clinic-dev[\s\S]*s3:\/\/one\/[\s\S]*s3:\/\/two\//);
  });

  test.each([
    ['missing', /^The file .*missing could not be read\./],
    ['page', /^page is not usable; nothing was posted\. As a plan, it is no JSON\. Give `plan-files` the path/],
  ])('%s: is told', async (name, message) => {
    stage.write({ page: '<html>' });
    expect(await failureOf(post({ 'plan-files': name }))).toMatch(message);
    expect(bodies()).toEqual([]);
  });
});

describe('one comment', () => {
  test('is posted, then kept up to date, then left alone', async () => {
    const { outputs, report } = await post();
    expect(outputs).toMatchObject({ posted: true, changed: true });
    expect(outputs['comment-url']).toBe(
      `https://github.com/acme/clinic/pull/7#issuecomment-${String(outputs['comment-id'])}`,
    );
    expect(report.status).toBe('succeeded');
    expect(bodies()).toEqual([
      expect.stringContaining('<!-- aws-webapp-actions pr-comment clinic%20in%20prod -->\n## 📋 clinic in prod'),
    ]);
    expect(bodies()[0]).toContain('| port | 80 | 8080 |');

    await post({ plans: deploy('9090') });
    expect(bodies()).toEqual([expect.stringContaining('| port | 80 | 9090 |')]);
    stage.calls();

    const again = await post({ plans: deploy('9090') });
    expect(again.outputs).toMatchObject({ posted: true, changed: false, 'comment-id': outputs['comment-id'] });
    expect(again.report.status).toBe('unchanged');
    expect(stage.calls()).toEqual(['github:ListIssueComments']);
  });

  test('for each header', async () => {
    await post();
    await post({ environment: 'dev' });
    await post({ header: 'Previews' });
    await post({ environment: 'dev', plans: deploy('1') });
    expect(bodies().map((body) => /^## .*$/m.exec(body)?.[0])).toEqual([
      ...['## 📋 clinic in prod', '## 📋 clinic in dev', '## 📋 Previews'],
    ]);
  });

  test('is found behind more than a page of others', async () => {
    await post();
    const [ours] = stage.repository.comments;
    stage.repository.comments = [];
    for (let count = 0; count < 230; count++) written(`remark ${count}`, 'octocat');
    stage.repository.comments = [...stage.repository.comments, ours!];
    await post({ plans: deploy('9090') });
    expect(stage.repository.comments).toHaveLength(231);
    expect(bodies().at(-1)).toContain('| port | 80 | 9090 |');
  });

  test('is never one that somebody else wrote with our mark', async () => {
    await post();
    const stolen = bodies()[0] ?? '';
    stage.repository.comments = [];
    written(stolen, 'mallory');
    written(`see:\n${stolen}`, bot);
    await post({ plans: deploy('9090') });
    expect(bodies()).toEqual([stolen, `see:\n${stolen}`, expect.stringContaining('9090')]);
  });

  describe('beside that of another bot with our mark', () => {
    const pulls = () => stage.token({ 'pull-requests': 'write' });
    const others = async (login: string) => {
      await post();
      const body = bodies()[0] ?? '';
      stage.repository.comments = [];
      return written(body, login);
    };

    test.each([
      ['may change its own', { 'pull-requests': 'write' }],
      ['may change all', { issues: 'write' }],
    ] as const)('is one of our own, which is kept up to date, where the token %s', async (_, permissions) => {
      const theirs = await others('other-app[bot]');
      const token = stage.token(permissions);
      for (const port of ['1111', '2222']) {
        expect((await post({ plans: deploy(port) }, { token })).outputs).toMatchObject({ posted: true });
        expect(bodies()).toEqual([theirs.body, expect.stringContaining(`| port | 80 | ${port} |`)]);
      }
    });

    test("is one of an app's own beside the job's", async () => {
      const theirs = await others(bot);
      const token = stage.token({ 'pull-requests': 'write' }, 'deployer[bot]');
      for (const port of ['1111', '2222']) {
        expect((await post({ plans: deploy(port) }, { token })).outputs).toMatchObject({ posted: true });
        expect(bodies()).toEqual([theirs.body, expect.stringContaining(`| port | 80 | ${port} |`)]);
      }
    });

    test('leaves their second one alone, too', async () => {
      const theirs = await others('other-app[bot]');
      written(theirs.body, 'other-app[bot]');
      await post({ plans: deploy('9090') });
      expect(bodies()).toEqual([theirs.body, theirs.body, expect.stringContaining('9090')]);
    });

    test('is in the summary where GitHub does not say whose token it is', async () => {
      await others('other-app[bot]');
      stage.cloud.faults.add({
        ...{ service: 'github', operation: 'GetViewer', times: 9 },
        fault: { kind: 'deny' },
      });
      const { outputs, failure } = await post({ plans: deploy('9090') }, { token: pulls() });
      expect(failure).toBeUndefined();
      expect(outputs).toMatchObject({ posted: false });
    });
  });

  test('is found behind three thousand others, each of which is read once', async () => {
    await post();
    const ours = stage.repository.comments;
    const remarks = Array.from({ length: 3_000 }, (_, count) => written(`remark ${count}`, 'octocat'));
    stage.repository.comments = [...remarks, ...ours];
    stage.calls();
    await post({ plans: deploy('9090') });
    expect(stage.repository.comments).toHaveLength(3_001);
    expect(bodies().at(-1)).toContain('| port | 80 | 9090 |');
    expect(stage.calls()).toEqual([...Array(31).fill('github:ListIssueComments'), 'github:UpdateIssueComment']);
  });

  test("of a person's token is that person's", async () => {
    const token = stage.token({ 'pull-requests': 'write' }, 'octocat');
    await post({}, { token });
    written(bodies()[0] ?? '', 'mallory');
    await post({ plans: deploy('9090') }, { token });
    expect(bodies()).toEqual([expect.stringContaining('9090'), expect.stringContaining('8080')]);
  });

  test('stays one when two runs have overlapped', async () => {
    await post();
    written(bodies()[0] ?? '', bot);
    const { outputs } = await post({ plans: deploy('9090') });
    expect(bodies()).toEqual([expect.stringContaining('9090')]);
    expect(outputs['comment-id']).toBe(stage.repository.comments[0]?.id);
  });

  test('is posted anew when somebody deletes it meanwhile', async () => {
    await post();
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'UpdateIssueComment' },
      fault: { kind: 'error', code: 'Not Found', status: 404 },
    });
    expect((await post({ plans: deploy('9090') })).outputs).toMatchObject({ posted: true });
    expect(bodies()).toHaveLength(2);
  });

  test('is not posted twice when the answer gets lost', async () => {
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'CreateIssueComment' },
      fault: { kind: 'reset', afterwards: true },
    });
    expect((await post()).outputs).toMatchObject({ posted: true, 'comment-id': stage.repository.comments[0]?.id });
    expect(bodies()).toHaveLength(1);
  });
});

describe('where no comment can be', () => {
  test('from a fork: nothing is asked of GitHub, and the summary has the same content', async () => {
    await post();
    const comment = bodies()[0]?.split('\n').slice(1).join('\n').trimEnd();
    stage.repository.comments = [];
    stage.calls();
    const { outputs, report } = await post({}, { event: pullEvent(7, { fork: true }) });
    expect(outputs).toMatchObject({ posted: false, changed: false });
    expect(stage.calls()).toEqual([]);
    const summary = markdownReport(report);
    expect(summary.startsWith(comment ?? '?')).toBe(true);
    expect(summary).toContain('Not posted as a comment: The pull request comes from a fork');
  });

  test('a fork that has been deleted is one', async () => {
    const { pull_request } = pullEvent(7) as { readonly pull_request: object };
    const event = { pull_request: { ...pull_request, head: { sha: 'e'.repeat(40), repo: null } } };
    expect((await post({}, { event })).outputs).toMatchObject({ posted: false });
  });

  test.each([
    ['no permission at all', {}],
    ['one to read', { 'pull-requests': 'read' }],
  ] as const)('%s: green, with the permission that is missing', async (_, permissions) => {
    const { outputs, report, failure, log } = await post({}, { token: stage.token(permissions) });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ posted: false, changed: false });
    expect(markdownReport(report)).toContain('| port | 80 | 8080 |');
    expect(log.join('\n')).toMatch(/The token needs `issues: (read|write)` or `pull-requests: \1`/);
  });

  test('in a locked conversation: green, with the reason, and no advice on permissions', async () => {
    stage.repository.locked.add(7);
    const { outputs, report, failure, log } = await post();
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ posted: false, changed: false });
    expect(markdownReport(report)).toContain('| port | 80 | 8080 |');
    expect(log.join('\n')).toContain('The conversation is locked');
    expect(log.join('\n')).not.toContain('The token needs');
  });

  test('a permission to read is not enough for an update either', async () => {
    await post();
    const { outputs } = await post({ plans: deploy('9090') }, { token: stage.token({ 'pull-requests': 'read' }) });
    expect(outputs).toMatchObject({ posted: false });
    expect(bodies()).toEqual([expect.stringContaining('8080')]);
  });

  test('a dry run shows it in the summary', async () => {
    const { outputs, report } = await post({ 'dry-run': 'true' });
    expect(outputs).toMatchObject({ posted: false, changed: true });
    expect(report.title).toBe('clinic in prod');
    expect(bodies()).toEqual([]);
  });
});

describe('which pull request', () => {
  test('the one that is named', async () => {
    await post({ 'pull-request': '8' });
    expect(stage.repository.comments.map(({ issue }) => issue)).toEqual([8]);
  });

  test('none: told, and nothing posted', async () => {
    expect(await failureOf(post({}, { event: { ref: 'refs/heads/main' } }))).toContain(
      'This run belongs to no pull request',
    );
  });

  test('one that is not there', async () => {
    expect(await failureOf(post({ 'pull-request': '99' }))).toContain(
      'Reading the comments on #99 failed. GitHub answered: HTTP 404',
    );
  });
});

test.each([
  '{',
  '[]',
  '{"action":"x","target":"y","changes":[{"kind":1}]}',
])('%s is refused as a plan', async (plans) => {
  expect(await failureOf(post({ plans }))).toMatch(/plans \(with\): .* line 1: it is no (JSON|plan)/);
});
