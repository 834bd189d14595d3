import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/sweep-previews/index.ts';
import type { PullRequest } from '../../cloud/github/repository.ts';
import { accountId, failureOf, policyOf, region, statementsOf, withoutStatement } from '../../support/action.ts';
import { type GitHubHow, type GitHubStage, repositoryName, startGitHubStage } from '../../support/github-stage.ts';

const bucket = 'site';
let stage: GitHubStage;

beforeEach(async () => {
  stage = await startGitHubStage(action);
  stage.cloud.s3.createBucket({ accountId, region, name: bucket });
  pull(7, 'closed');
  pull(8, 'open');
});
afterEach(() => stage.close());

function pull(number: number, state: PullRequest['state']): void {
  stage.cloud.github.addPull(repositoryName, {
    ...{ number, state, title: 'Try', headRef: 'try', headSha: 'e'.repeat(40), baseRef: 'main', login: 'octocat' },
  });
}

function put(...keys: readonly string[]): void {
  for (const key of keys) stage.cloud.s3.put(bucket, key, `content of ${key}`);
}

const sweep = (inputs: Readonly<Record<string, string>> = {}, how?: GitHubHow) => stage.run({ bucket, ...inputs }, how);
const keys = () => stage.cloud.s3.keys(bucket);

test('removes the previews of closed pull requests, and nothing else', async () => {
  const kept = [
    ...['index.html', 'pr-7/index.html', 'previews/pr-07/a', 'previews/pr-7', 'previews/pr-77/a', 'previews/pr-8/a'],
    ...['previews/pr-7a/a', 'previews/readme.txt', 'previews2/pr-7/a', 'x/previews/pr-7/a'],
  ];
  put(...kept, 'previews/pr-7/.deploy/manifest.json', 'previews/pr-7/a.js', 'previews/pr-7/deep/er/b.js');
  const { outputs, report } = await sweep();
  expect(keys()).toEqual(kept.toSorted());
  expect(outputs).toMatchObject({
    ...{ removed: ['7'], kept: ['8', '77'], deleted: 3, changed: true },
    'invalidation-paths': ['/previews/pr-7/*'],
  });
  expect(report).toMatchObject({ status: 'succeeded', result: 'Removed 1 preview (3 objects).' });
  expect(report.sections).toMatchObject([
    {
      rows: [
        ['#7', 'closed', 3],
        ['#8', 'open', 1],
        ['#77', 'not in this repository', 1],
      ],
    },
  ]);
});

test('the record of the sync goes last', async () => {
  put('previews/pr-7/.deploy/manifest.json', 'previews/pr-7/a.js');
  const { outputs } = await sweep({ 'dry-run': 'true' });
  const { changes } = JSON.parse(String(outputs['plan'])) as { readonly changes: readonly { readonly key: string }[] };
  expect(changes.map(({ key }) => key)).toEqual(['previews/pr-7/a.js', 'previews/pr-7/.deploy/manifest.json']);
});

test('a dry run deletes nothing and tells what it would', async () => {
  put('previews/pr-7/a', 'previews/pr-8/a');
  const { outputs, report } = await sweep({ 'dry-run': 'true' });
  expect(keys()).toHaveLength(2);
  expect(outputs).toMatchObject({ removed: ['7'], kept: ['8'], deleted: 1, changed: true });
  expect(report).toMatchObject({ status: 'planned', result: 'Would remove 1 preview (1 object).' });
});

test('with nothing to remove, nothing is asked of GitHub', async () => {
  stage.calls();
  expect((await sweep()).report.status).toBe('unchanged');
  expect(stage.calls()).toEqual(['s3:ListObjectsV2']);
});

test('more than 1,000 objects', async () => {
  put(...Array.from({ length: 1_100 }, (_, index) => `previews/pr-7/${index}`));
  expect((await sweep()).outputs).toMatchObject({ deleted: 1_100, removed: ['7'] });
  expect(keys()).toEqual([]);
}, 60_000);

describe('more than max-delete', () => {
  beforeEach(() => {
    pull(5, 'closed');
    put('previews/pr-5/a', 'previews/pr-7/.deploy/manifest.json', 'previews/pr-7/a', 'previews/pr-7/b');
  });
  const night = () => sweep({ 'max-delete': '2' });

  test('what fits is deleted, and the next nights go on', async () => {
    const first = await night();
    expect(first.failure).toBeUndefined();
    expect(first.outputs).toMatchObject({ removed: ['5'], kept: ['7'], deleted: 2, changed: true });
    expect(first.outputs['invalidation-paths']).toEqual(['/previews/pr-5/*', '/previews/pr-7/*']);
    expect(first.report).toMatchObject({
      ...{ status: 'succeeded' },
      result: 'Removed 1 preview (2 objects). The next run goes on with 2 objects: `max-delete` is reached.',
    });
    expect(keys()).toEqual(['previews/pr-7/.deploy/manifest.json', 'previews/pr-7/b']);
    expect((await night()).outputs).toMatchObject({ removed: ['7'], kept: [], deleted: 2 });
    expect(keys()).toEqual([]);
  });

  test('a dry run tells what one night would do', async () => {
    const { outputs, report } = await sweep({ 'max-delete': '1', 'dry-run': 'true' });
    expect(outputs).toMatchObject({ removed: ['5'], kept: ['7'], deleted: 1 });
    expect(report.result).toBe(
      'Would remove 1 preview (1 object). The next run goes on with 3 objects: `max-delete` is reached.',
    );
  });

  test('what was written anew meanwhile is in use again, also where only a part was to go', async () => {
    let asked = 0;
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'GetPullRequest', times: 0, fault: { kind: 'deny' } },
      when: () => {
        if (++asked === 4) stage.cloud.s3.put(bucket, 'previews/pr-7/a', 'new');
        return true;
      },
    });
    const { outputs, report } = await night();
    expect(outputs).toMatchObject({ removed: ['5'], kept: ['7'], deleted: 1 });
    expect(report.sections).toMatchObject([{ rows: expect.arrayContaining([['#7', 'in use again', 3]]) }]);
  });
});

describe('what is not meant is not touched', () => {
  test.each(['/', '', '//'])('the whole bucket is no folder of previews: %j', async (prefix) => {
    put('pr-7/a');
    if (prefix !== '') expect(await failureOf(sweep({ prefix }))).toContain('previews need a folder of their own');
    expect(keys()).toEqual(['pr-7/a']);
  });

  test('a pull request that is reopened between plan and deletion', async () => {
    put('previews/pr-7/a');
    let asked = 0;
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'GetPullRequest', times: 0, fault: { kind: 'deny' } },
      when: () => {
        if (++asked === 2) pull(7, 'open');
        return true;
      },
    });
    expect((await sweep()).outputs).toMatchObject({ removed: [], kept: ['7'], deleted: 0, changed: false });
    expect(keys()).toEqual(['previews/pr-7/a']);
  });

  test('an object that is written anew meanwhile', async () => {
    put('previews/pr-7/a', 'previews/pr-7/b');
    let asked = 0;
    stage.cloud.faults.add({
      ...{ service: 'github', operation: 'GetPullRequest', times: 0, fault: { kind: 'deny' } },
      when: () => {
        if (++asked === 2) stage.cloud.s3.put(bucket, 'previews/pr-7/b', 'new');
        return true;
      },
    });
    const { outputs } = await sweep();
    expect(outputs).toMatchObject({ removed: [], kept: ['7'], deleted: 1, changed: true });
    expect(keys()).toEqual(['previews/pr-7/b']);
  });
});

describe('permissions', () => {
  const policy = policyOf('sweep-previews', { SiteBucket: bucket, PreviewPrefix: 'previews/' });

  test('iam-policy.json and pull-requests: read are enough', async () => {
    put('previews/pr-7/a');
    const token = stage.token({ 'pull-requests': 'read' });
    expect((await sweep({}, { as: stage.caller(policy), token })).outputs).toMatchObject({ removed: ['7'] });
  });

  test.each(statementsOf('sweep-previews'))('%s is needed', async (sid) => {
    put('previews/pr-7/a');
    const as = stage.caller(withoutStatement(policy, sid));
    expect(await failureOf(sweep({}, { as }))).toContain('AccessDenied');
    expect(keys()).toHaveLength(1);
  });

  test("the site's own objects are out of the role's reach", async () => {
    put('site/pr-7/a');
    expect(await failureOf(sweep({ prefix: 'site' }, { as: stage.caller(policy) }))).toContain('AccessDenied');
  });

  test('a token that may not read pull requests deletes nothing', async () => {
    put('previews/pr-7/a');
    const token = stage.token({ deployments: 'write' });
    expect(await failureOf(sweep({}, { token }))).toContain('The token needs `pull-requests: read`');
    expect(keys()).toHaveLength(1);
  });
});

test('a failure in a later batch of one preview says how much was deleted before', async () => {
  put(...Array.from({ length: 1_500 }, (_, index) => `previews/pr-7/${index}.js`));
  let batches = 0;
  stage.cloud.faults.add({
    ...{ service: 's3', operation: 'DeleteObjects', times: 1, fault: { kind: 'deny' } },
    when: () => ++batches === 2,
  });
  const { outputs, report, failure } = await sweep();
  expect(failure).toBeDefined();
  expect(outputs).toMatchObject({ deleted: 1_000, removed: [], changed: true });
  expect(report.result).toMatch(/^Stopped after 1000 objects\. /);
  expect(keys()).toHaveLength(500);
});
