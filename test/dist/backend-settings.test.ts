import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import { runStep, type StepResult } from '../support/process.ts';
import { accountId, defaults, region, startBackends, type Target, targets } from './backend-stage.ts';

let cloud: Cloud;
let image: string;

beforeAll(async () => {
  cloud = await startBackends('none');
  image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { labels: {} });
});
afterAll(() => cloud.close());

/** Runs a target with these keys in its section of the config file. */
function deploy(target: Target, service: string, section: Readonly<Record<string, unknown>>): Promise<StepResult> {
  const keys = JSON.stringify({ service, create: true, ...section });
  const webapp = `defaults:${defaults}\nenvironments:\n  dev: { region: ${region}, stack: clinic-dev, ${target}: ${keys} }\n`;
  return runStep(target, {
    environment: cloud.environment(cloud.iam.administrator(accountId), region),
    files: { 'webapp.yml': webapp },
    inputs: { environment: 'dev', image },
  });
}

const succeeded = { exitCode: 0, outputs: expect.objectContaining({ changed: 'true' }) };
const unchanged = { exitCode: 0, outputs: expect.objectContaining({ changed: 'false' }) };

const tagsOf: Readonly<Record<Target, (service: string) => ReadonlyMap<string, string> | undefined>> = {
  'deploy-apprunner': (name) => cloud.appRunner.services().find((one) => one.name === name)?.tags,
  'deploy-ecs-express': (name) => cloud.ecs.services().find((one) => one.name === name)?.tags,
  'deploy-beanstalk': (name) => cloud.elasticBeanstalk.environments().find((one) => one.name === name)?.tags,
};

describe.each(targets)('%s', (target) => {
  test('takes tags off that the config file names', async () => {
    const service = 'clinic-tagged';
    expect(await deploy(target, service, { tags: { team: 'care', old: 1 } })).toMatchObject(succeeded);
    const wanted = { tags: { team: 'lab' }, 'remove-tags': ['old'] };
    const { summary, ...step } = await deploy(target, service, wanted);
    expect(step).toMatchObject(succeeded);
    expect(summary).toContain('tag old');
    expect(Object.fromEntries(tagsOf[target](service) ?? [])).toEqual({ team: 'lab' });
    expect(await deploy(target, service, wanted)).toMatchObject(unchanged);
  }, 90_000);
});
