import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import { runStep, startStep } from '../support/process.ts';
import { accountId, defaults, region, startBackends, type Target, targets } from './backend-stage.ts';

const patienceMilliseconds = 7_000;
let cloud: Cloud;
let images: { readonly v1: string; readonly v2: string };

beforeAll(async () => {
  cloud = await startBackends('none');
  const image = (tag: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels: { tag } });
  images = { v1: await image('v1'), v2: await image('v2') };
});
afterAll(() => cloud.close());

/** How the local cloud lets a target's next deployment fail or hang, and what the platform says then. */
interface Play {
  fail(): void;
  hang(): void;
  /** Where the application writes its log; undefined: the platform's own is told. */
  readonly logGroup?: () => string;
  readonly failed: string;
  readonly told: string;
}

const plays: Readonly<Record<Target, Play>> = {
  'deploy-apprunner': {
    fail: () => cloud.appRunner.script({ outcome: { kind: 'rollback', reason: 'Health check failed.' } }),
    hang: () => cloud.appRunner.script({ outcome: { kind: 'hang' } }),
    logGroup: () => `/aws/apprunner/clinic-failing/${cloud.appRunner.services()[0]?.id}/application`,
    ...{ failed: 'ROLLBACK_SUCCEEDED', told: 'Health check failed.' },
  },
  'deploy-ecs-express': {
    fail: () => cloud.ecs.script({ outcome: { kind: 'tasks-stop', reason: 'Essential container in task exited' } }),
    hang: () => cloud.ecs.script({ outcome: { kind: 'hang' } }),
    logGroup: () => cloud.ecs.services()[0]?.active[0]?.configuration.logGroup ?? '',
    ...{ failed: 'ROLLBACK_SUCCESSFUL', told: 'Essential container in task exited' },
  },
  'deploy-beanstalk': {
    fail: () => cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'fail' } }),
    hang: () => cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'hang' } }),
    ...{ failed: 'Failed', told: 'eb-engine.log' },
  },
};

const options = (service: string, image: string, inputs: Readonly<Record<string, string>> = {}) => ({
  environment: cloud.environment(cloud.iam.administrator(accountId), region),
  files: { 'webapp.yml': `defaults:${defaults}\nenvironments:\n  dev: { region: ${region}, stack: clinic-dev }\n` },
  inputs: { environment: 'dev', service, image, create: 'true', ...inputs },
});

/** The first look at a deployment that is going on. */
const begun = /: (PENDING|IN_PROGRESS|Updating|not listed)/;

/** The application writes why it does not come up, as often as it tries. */
function complain({ logGroup }: Play): void {
  const group = logGroup?.();
  if (group) cloud.logs.write({ accountId, region, group, stream: 'app' }, 'Error: password=hunter2 was refused');
}

const annotations = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::error'));

describe.each(targets)('%s as a process', (target) => {
  test('a failed deployment: exit code 1, one annotation, the dossier in the summary, and what served before serves', async () => {
    expect(await runStep(target, options('clinic-failing', images.v1))).toMatchObject({ exitCode: 0 });
    const play = plays[target];
    play.fail();
    const complaining = setInterval(() => complain(play), 20);
    const step = await runStep(target, options('clinic-failing', images.v2)).finally(() => clearInterval(complaining));
    const { exitCode, lines, outputs, summary } = step;
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([expect.stringContaining('The previous release was restored.')]);
    expect(outputs).toMatchObject({
      ...{ changed: 'true', 'rolled-back': 'true', image: images.v1, 'previous-image': images.v1 },
      ...{ status: play.failed, 'operation-id': expect.stringMatching(/./) },
    });
    expect(summary).toMatch(/^## ❌ Deploy clinic-failing to /);
    expect(summary).toContain(play.told);
    if (play.logGroup) expect(summary).toContain('was refused');
    expect(summary + lines.join()).not.toContain('hunter2');
    const again = await runStep(target, options('clinic-failing', images.v1));
    expect(again.outputs).toMatchObject({ changed: 'false', status: 'unchanged' });
  }, 90_000);

  test('SIGINT while it is followed: ends in time, red, with what goes on in AWS, its outputs and its state', async () => {
    expect(await runStep(target, options('clinic-hanging', images.v1))).toMatchObject({ exitCode: 0 });
    plays[target].hang();
    const step = startStep(target, options('clinic-hanging', images.v2));
    await step.printed(begun);
    step.cancel('SIGINT', patienceMilliseconds);
    const { exitCode, lines, outputs, summary, state } = await step.ended;
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([
      expect.stringMatching(/^::error::The job was cancelled\. The operation .* goes on without this job/),
    ]);
    expect(outputs).toMatchObject({ status: 'unknown', 'operation-id': expect.stringMatching(/./) });
    expect(summary).toContain('The job was cancelled.');
    expect(state).toMatchObject({ 'main-has-run': 'true', 'aws-region': region });
    cloud.requests.clear();
    expect(await runStep(target, { ...options('clinic-hanging', images.v2), state })).toMatchObject({ exitCode: 0 });
    expect(cloud.requests.all()).toEqual([]);
  }, 90_000);
});

test.each([
  'deploy-ecs-express',
  'deploy-beanstalk',
] as const)('%s goes back when it is cancelled, if asked', async (target) => {
  const service = (image: string) => options('clinic-back', image, { 'on-cancel': 'rollback' });
  await runStep(target, service(images.v1));
  plays[target].hang();
  const step = startStep(target, service(images.v2));
  await step.printed(/: (IN_PROGRESS|Updating)/);
  step.cancel('SIGINT', patienceMilliseconds);
  const { exitCode, lines } = await step.ended;
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toContain('was told to stop and to roll back.');
  expect(await runStep(target, service(images.v1))).toMatchObject({
    outputs: expect.objectContaining({ changed: 'false', status: 'unchanged', image: images.v1 }),
  });
}, 90_000);
