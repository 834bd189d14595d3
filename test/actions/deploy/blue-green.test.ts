import { afterEach, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, region, type Stage, startStage } from '../../support/action.ts';
import { commits } from './chain-stage.ts';

let stage: Stage;

afterEach(() => stage.close());

/** A backend of two environments of Elastic Beanstalk whose instances are only played, and a site. */
async function start(more = '') {
  stage = await startStage(action, { elasticBeanstalk: { runtime: 'none' } });
  const { cloud } = stage;
  for (const [name, Service] of [
    ['aws-elasticbeanstalk-ec2-role', 'ec2.amazonaws.com'],
    ['aws-elasticbeanstalk-service-role', 'elasticbeanstalk.amazonaws.com'],
  ] as const) {
    const trust: PolicyDocument = { Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' } };
    const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
    cloud.iam.role({ accountId, name, trust, policies });
  }
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  const { id } = await cloud.cloudFront.addDistribution({ accountId, config: siteConfig({ bucket: 'site', region }) });
  const image = (tag: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels: { version: tag } });
  const images = { v1: await image('v1'), v2: await image('v2') };
  const deploy = (
    given: { readonly image: string; readonly colour: string; readonly commit: string },
    how: How = {},
  ) => {
    stage.write({
      'dist/index.html': `<p>${given.colour}</p>`,
      'webapp.yml': `environments:
  dev:
    deploy-beanstalk:
      { service: clinic-dev, cname-prefix: clinic-dev, strategy: blue-green, create: true, port: 3000${more}, env: { COLOUR: ${given.colour} } }
    sync-spa-s3: { source: dist, bucket: site }
    invalidate-cloudfront: { distribution-id: ${id} }
`,
    });
    const inputs = { environment: 'dev', 'aws-region': region, 'expected-account-id': accountId, image: given.image };
    return stage.run(inputs, { commit: given.commit, attempt: `${given.commit.slice(0, 1)}-1`, ...how });
  };
  return { images, deploy };
}

function served() {
  const serving = stage.cloud.elasticBeanstalk
    .environments()
    .find(({ cname, status }) => status !== 'Terminated' && cname?.startsWith('clinic-dev.'));
  const colour = serving?.settings.get('aws:elasticbeanstalk:application:environment\nCOLOUR')?.value;
  return { name: serving?.name, version: serving?.versionLabel, colour };
}

const swaps = () => stage.calls().filter((call) => call === 'elasticbeanstalk:SwapEnvironmentCNAMEs').length;

test('a release whose later stage fails gives the address back', async () => {
  const { images, deploy } = await start();
  await deploy({ image: images.v1, colour: 'blue', commit: commits.one });
  const before = served();
  expect(before).toMatchObject({ name: 'clinic-dev', colour: 'blue' });

  stage.cloud.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'deny' } });
  const during: unknown[] = [];
  const onLine = (line: string) => void (line.startsWith('entry:') && during.push(served()));
  stage.calls();
  const { outputs, report } = await deploy({ image: images.v2, colour: 'red', commit: commits.two }, { onLine });
  expect(during[0]).toMatchObject({ name: 'clinic-dev-green', colour: 'red' });
  expect(served()).toEqual(before);
  expect(swaps()).toBe(2);
  expect(outputs['image']).toBe(images.v1);
  expect(JSON.stringify(report.sections)).toContain(`The previous configuration was restored, with ${images.v1}.`);
}, 120_000);

test('a release is put back, too, where what served before is terminated', async () => {
  const { images, deploy } = await start(', old-environment: terminate');
  await deploy({ image: images.v1, colour: 'blue', commit: commits.one });
  const before = served();
  stage.cloud.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'deny' } });
  const { outputs } = await deploy({ image: images.v2, colour: 'red', commit: commits.two });
  expect(served()).toEqual({ ...before, name: 'clinic-dev-green' });
  expect(outputs['image']).toBe(images.v1);
}, 120_000);

test('a chain that was killed at the site gives the address back in its post phase', async () => {
  const { images, deploy } = await start();
  await deploy({ image: images.v1, colour: 'blue', commit: commits.one });
  const before = served();
  const saved = new Map<string, string>();
  let killed = new Map<string, string>();
  await deploy(
    { image: images.v2, colour: 'red', commit: commits.two },
    { saved, onLine: (line) => void (line.startsWith('entry:') && (killed = new Map(saved))) },
  );
  expect(served()).toMatchObject({ name: 'clinic-dev-green', colour: 'red' });
  const state = new Map([...killed].filter(([name]) => !name.includes('.')));
  stage.calls();
  const said = await stage
    .post(state, { commit: commits.two, attempt: '2-1' })
    .catch((error: unknown) => String(error));
  expect(said).toContain('The previous configuration was restored');
  expect(served()).toEqual(before);
  expect(swaps()).toBe(1);
}, 120_000);
