import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import { runStep } from '../support/process.ts';
import { accountId, region, startBackends } from './backend-stage.ts';

let cloud: Cloud;
let images: { readonly v1: string; readonly v2: string };

beforeAll(async () => {
  cloud = await startBackends('none');
  const image = (tag: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels: { tag } });
  images = { v1: await image('v1'), v2: await image('v2') };
});
afterAll(() => cloud.close());

const name = 'clinic-turns';
const deploy = (image: string, inputs: Readonly<Record<string, string>> = {}) =>
  runStep('deploy-beanstalk', {
    environment: cloud.environment(cloud.iam.administrator(accountId), region),
    inputs: {
      ...{ 'environment-name': name, 'cname-prefix': name, strategy: 'blue-green', create: 'true', image },
      ...{ 'health-timeout-seconds': '4', ...inputs },
    },
  });

test('as a process, blue and green take turns, and a lost answer of the exchange does not count', async () => {
  expect(await deploy(images.v1)).toMatchObject({ exitCode: 0, outputs: { 'serving-environment': name } });
  cloud.faults.add({
    ...{ service: 'elasticbeanstalk', operation: 'SwapEnvironmentCNAMEs' },
    fault: { kind: 'reset', afterwards: true },
  });
  const second = await deploy(images.v2, { 'probe-path': '/' });
  expect(second).toMatchObject({
    exitCode: 0,
    outputs: { 'serving-environment': `${name}-green`, 'idle-environment': name, image: images.v2 },
  });
  expect(second.outputs['service-url']).toMatch(new RegExp(`^http://${name}\\.`));
  const back = await deploy(images.v1);
  expect(back).toMatchObject({ exitCode: 0, outputs: { 'serving-environment': name, image: images.v1 } });
  expect(back.summary).toContain('It is a rollback');
}, 120_000);
