import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import { runStep, startStep } from '../support/process.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
let cloud: Cloud;
let environment: Readonly<Record<string, string>>;
let files: Readonly<Record<string, string>>;
let images: { readonly one: string; readonly two: string };

beforeAll(async () => {
  cloud = await startCloud({ appRunner: { runtime: 'none' } });
  environment = cloud.environment(cloud.iam.administrator(accountId), region);
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  const config = siteConfig({ bucket: 'site', region });
  const { id } = await cloud.cloudFront.addDistribution({ accountId, config });
  const image = (tag: string) =>
    cloud.ecr.seedImage(
      accountId,
      region,
      { repositoryName: 'clinic', tag },
      { labels: { tag }, architecture: 'amd64' },
    );
  images = { one: await image('v1'), two: await image('v2') };
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'build.apprunner.amazonaws.com' }, Action: 'sts:AssumeRole' },
  } as const;
  const policies = [{ Statement: { Effect: 'Allow', Action: 'ecr:*', Resource: '*' } }] as const;
  const role = cloud.iam.role({ accountId, name: 'ecr-access', trust, policies });
  cloud.cloudFormation.stack({ accountId, region, name: 'clinic-dev', outputs: { SiteBucket: 'site' } });
  files = {
    'dist/index.html': '<p>one</p>',
    'webapp.yml': `app: clinic
environments:
  dev:
    account-id: "${accountId}"
    region: ${region}
    stack: clinic-dev
    deploy-apprunner: { service: clinic-dev, create: true, access-role: "${role.arn}" }
    sync-spa-s3:
      source: dist
      bucket: \${stack:SiteBucket}
      build-command: touch dist/index.html && echo building the site
      runtime-config: { API_URL: "\${env:SERVICE_URL}" }
    invalidate-cloudfront: { distribution-id: ${id} }
`,
  };
});
afterAll(() => cloud.close());

const deploy = (inputs: Readonly<Record<string, string>>) => ({
  environment,
  files,
  inputs: { environment: 'dev', ...inputs },
});
const groups = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::group::'));

test('one process: a group of the log for the plan and for each stage, one summary, all outputs', async () => {
  const { exitCode, lines, outputs, summary, state } = await runStep('deploy', deploy({ image: images.one }));
  expect(lines.filter((line) => line.startsWith('::error'))).toEqual([]);
  expect(exitCode).toBe(0);
  expect(groups(lines)).toEqual(['::group::Plan', '::group::Backend', '::group::Site', '::group::Edge']);
  expect(lines.filter((line) => line.endsWith('building the site'))).toEqual([
    'site: $ touch dist/index.html && echo building the site',
    'site: | building the site',
  ]);
  expect(summary).toMatch(/^## ✅ Deploy clinic in dev\n\n.*\bChanged: backend, site\./);
  expect(summary).toContain('| Stage | What happened | Time |');
  expect(outputs).toMatchObject({ changed: 'true', image: images.one, 'rolled-back': 'false' });
  expect(JSON.parse(outputs['release'] ?? '')).toMatchObject({ app: 'clinic', image: images.one });
  expect(cloud.requests.names({ service: 'cloudformation' })).toEqual(['cloudformation:DescribeStacks']);
  expect(await runStep('deploy', { environment, state })).toMatchObject({ exitCode: 0, lines: [], summary: '' });
});

test('the post phase lets a stage clean up what it left in its own state', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'step-folder-'));
  const state = { 'main-has-run': 'true', 'build-push-ecr.step-folder': folder };
  expect(await runStep('deploy', { environment, state })).toMatchObject({ exitCode: 0, lines: [] });
  expect(existsSync(folder)).toBe(false);
});

test('the same again is quick to see that nothing is to be done', async () => {
  cloud.requests.clear();
  const { exitCode, outputs } = await runStep('deploy', deploy({ image: images.one }));
  expect([exitCode, outputs['changed']]).toEqual([0, 'false']);
  expect(cloud.requests.names().filter((name) => !/:(Describe|List|Get)/.test(name))).toEqual([]);
});

test('a process that is killed in the middle is put back by its post phase', async () => {
  const image = () => cloud.appRunner.services()[0]?.configuration.source.ImageRepository?.ImageIdentifier;
  await runStep('deploy', deploy({ image: images.one, stages: 'backend site edge' }));
  expect(image()).toBe(images.one);
  const step = startStep('deploy', deploy({ image: images.two, stages: 'backend site edge' }));
  await step.printed(/^update the App Runner service clinic-dev: operation/);
  step.cancel('SIGKILL', 1_000);
  const { exitCode, state } = await step.ended;
  expect(exitCode).not.toBe(0);
  const post = await runStep('deploy', { environment, files, state });
  expect(post.exitCode).toBe(1);
  const [error] = post.lines.filter((line) => line.startsWith('::error'));
  expect(error).toContain('Stages: backend under way, site not started, edge not started.');
  expect(error).toContain(`The previous configuration was restored, with ${images.one}.`);
  expect(image()).toBe(images.one);
}, 60_000);
describe('a release that fails while its log is closed and the disk is full', () => {
  const readNoMore = 'mkfifo "$HOME/log"; head -c 400 <"$HOME/log" >/dev/null 2>&1 & exec "$@" >"$HOME/log"';
  const broken = () => ({
    ...files,
    'dist/index.html': '<p>broken</p>',
    'webapp.yml': `${files['webapp.yml']}    smoke-test: { suite: suite.yml }\n`,
    // An answer that is not the app's is what a check can hold against a release.
    'suite.yml': `name: s\nchecks: [{ name: none, get: "${cloud.endpoint}/" }]`,
  });
  test.each([
    ['the log', { shell: readNoMore }],
    [
      'the disk',
      { runnerFiles: { GITHUB_OUTPUT: '/dev/full', GITHUB_STATE: '/dev/full', GITHUB_STEP_SUMMARY: '/dev/full' } },
    ],
  ])('%s: is rolled back as ever, and its verdict says so', async (_, trouble) => {
    const later = { ...environment, GITHUB_SHA: 'b'.repeat(40) };
    const options = { ...deploy({ image: images.two }), environment: later, files: broken(), ...trouble };
    const { exitCode, outputs, lines, summary } = await runStep('deploy', options);
    expect(exitCode).toBe(1);
    const told =
      'shell' in trouble
        ? outputs['rolled-back']
        : lines.find((line) => line.startsWith('::set-output name=rolled-back::'));
    expect(told).toMatch(/true$/);
    expect((await cloud.s3.get('site', 'index.html')?.bytes())?.toString()).toBe('<p>one</p>');
    if ('shell' in trouble) expect(summary).toMatch(/Rollback/);
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s: ends in time, red, and says what stands', async (signal) => {
  cloud.appRunner.script({ outcome: { kind: 'hang' } });
  const image = signal === 'SIGINT' ? images.two : images.one;
  const step = startStep('deploy', deploy({ image, stages: 'backend site edge' }));
  await step.printed(/IN_PROGRESS|busy/);
  step.cancel(signal, 7_000);
  const { exitCode, lines, outputs, summary } = await step.ended;
  expect(exitCode).toBe(1);
  const errors = lines.filter((line) => line.startsWith('::error'));
  expect(errors).toEqual([expect.stringContaining('The job was cancelled.')]);
  expect(summary).toContain('The job was cancelled.');
  if (signal === 'SIGTERM') return;
  expect(errors[0]).toContain('Stages: backend failed, site not started, edge not started.');
  expect(outputs).toMatchObject({ 'failed-stage': 'backend', 'rolled-back': 'false' });
});
