import { afterEach, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, region, type Stage, startStage } from '../../support/action.ts';
import { commits } from './chain-stage.ts';

let stage: Stage;

/** What else is in the backend's section, and beside its variable COLOUR. */
interface More {
  readonly section: string;
  readonly env: string;
}

afterEach(() => stage.close());

/** Elastic Beanstalk whose instances are only played, a site and its edge; no smoke test. */
async function start() {
  stage = await startStage(action, { elasticBeanstalk: { runtime: 'none' } });
  const { cloud } = stage;
  for (const [name, Service] of [
    ['aws-elasticbeanstalk-ec2-role', 'ec2.amazonaws.com'],
    ['aws-elasticbeanstalk-service-role', 'elasticbeanstalk.amazonaws.com'],
  ] as const) {
    const trust: PolicyDocument = { Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' } };
    cloud.iam.role({
      accountId,
      name,
      trust,
      policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
    });
  }
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  const { id } = await cloud.cloudFront.addDistribution({ accountId, config: siteConfig({ bucket: 'site', region }) });
  const image = (tag: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels: { version: tag } });
  const images = { v1: await image('v1'), v2: await image('v2') };
  const deploy = (
    given: { readonly image: string; readonly colour: string; readonly commit: string; readonly more?: More },
    how: How = {},
  ) => {
    stage.write({
      'dist/index.html': `<p>${given.colour}</p>`,
      'webapp.yml': `environments:
  dev:
    deploy-beanstalk: { service: clinic-dev, create: true, port: 3000${given.more?.section ?? ''}, env: { COLOUR: ${given.colour}${given.more?.env ?? ''} } }
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
  const [environment] = stage.cloud.elasticBeanstalk.environments();
  const colour = environment?.settings.get('aws:elasticbeanstalk:application:environment\nCOLOUR')?.value;
  return { version: environment?.versionLabel, colour };
}

test('version and options are restored; while nobody answers, that does not count as a rollback', async () => {
  const { images, deploy } = await start();
  const first = await deploy({ image: images.v1, colour: 'blue', commit: commits.one });
  expect(first.failure).toBeUndefined();
  const before = served();
  expect(before.colour).toBe('blue');

  const denied = { service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'deny' } } as const;
  stage.cloud.faults.add(denied);
  const during: unknown[] = [];
  const onLine = (line: string) => void (line.startsWith('entry:') && during.push(served()));
  const { failure, outputs, report } = await deploy(
    { image: images.v2, colour: 'red', commit: commits.two },
    { onLine },
  );
  expect(during[0]).toEqual({ version: expect.not.stringMatching(String(before.version)), colour: 'red' });
  expect(served()).toEqual(before);
  expect(outputs).toMatchObject({ 'failed-stage': 'edge', 'rolled-back': false, image: images.v1 });
  expect(report.sections).toContainEqual(
    expect.objectContaining({
      title: 'Rollback',
      rows: [
        ['Backend', 'done', expect.stringContaining(images.v1)],
        ['Site', 'done', `The release ${commits.one} was restored.`],
        ['Edge', 'done', expect.anything()],
        ['Check', 'failed', expect.stringContaining('The restored release fails its checks.')],
      ],
    }),
  );
  expect(failure?.message).toContain('The rollback failed: Check:');
}, 120_000);

test('all options are restored: variables that were added, changed and removed, and sizes', async () => {
  const { images, deploy } = await start();
  const settings = () => Object.fromEntries(stage.cloud.elasticBeanstalk.environments()[0]?.settings ?? []);
  const first = await deploy({
    ...{ image: images.v1, colour: 'blue', commit: commits.one },
    more: { section: ', cpu: 1024, memory: 2 GB', env: ', LEVEL: "1"' },
  });
  expect(first.failure).toBeUndefined();
  const before = settings();

  stage.cloud.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'deny' } });
  const during: unknown[] = [];
  await deploy(
    {
      ...{ image: images.v2, colour: 'red', commit: commits.two },
      more: { section: `, cpu: 1024, memory: 4 GB, managed-variables: [COLOUR, LEVEL]`, env: ', ADDED: "2"' },
    },
    { onLine: (line) => void (line.startsWith('entry:') && during.push(settings())) },
  );
  const variables = 'aws:elasticbeanstalk:application:environment\n';
  expect(during[0]).toMatchObject({ [`${variables}ADDED`]: { value: '2' }, [`${variables}COLOUR`]: { value: 'red' } });
  expect(during[0]).not.toHaveProperty([`${variables}LEVEL`]);
  expect(JSON.stringify(during[0])).toContain('t3.medium');
  expect(settings()).toEqual(before);
}, 120_000);

test('secrets that were added, changed and removed, and a removed size, are restored', async () => {
  const { images, deploy } = await start();
  const settings = () => Object.fromEntries(stage.cloud.elasticBeanstalk.environments()[0]?.settings ?? []);
  const secret = (name: string) => stage.cloud.secrets.create({ accountId, region, name, value: '{}' }).arn;
  const [one, two] = [secret('clinic/one'), secret('clinic/two')];
  const first = await deploy({
    ...{ image: images.v1, colour: 'blue', commit: commits.one },
    more: { section: `, cpu: 1024, memory: 2 GB, secrets: { CHANGED: "${one}", REMOVED: "${one}" }`, env: '' },
  });
  expect(first.failure).toBeUndefined();
  const before = settings();

  stage.cloud.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'deny' } });
  const during: unknown[] = [];
  await deploy(
    {
      ...{ image: images.v2, colour: 'red', commit: commits.two },
      more: {
        section: `, secrets: { CHANGED: "${two}", ADDED: "${two}" }, managed-variables: [COLOUR, CHANGED, REMOVED]`,
        env: '',
      },
    },
    { onLine: (line) => void (line.startsWith('entry:') && during.push(settings())) },
  );
  const secrets = 'aws:elasticbeanstalk:application:environmentsecrets\n';
  expect(during[0]).toMatchObject({ [`${secrets}ADDED`]: { value: two }, [`${secrets}CHANGED`]: { value: two } });
  expect(during[0]).not.toHaveProperty([`${secrets}REMOVED`]);
  expect(settings()).toEqual(before);
}, 120_000);

test('a chain that was killed at the site is put back by its post phase, with all options', async () => {
  const { images, deploy } = await start();
  const settings = () => Object.fromEntries(stage.cloud.elasticBeanstalk.environments()[0]?.settings ?? []);
  await deploy({
    ...{ image: images.v1, colour: 'blue', commit: commits.one },
    more: { section: ', cpu: 1024, memory: 2 GB', env: ', LEVEL: "1"' },
  });
  const [before, version] = [settings(), served().version];
  const saved = new Map<string, string>();
  let killed = new Map<string, string>();
  await deploy(
    {
      ...{ image: images.v2, colour: 'red', commit: commits.two },
      more: { section: ', cpu: 1024, memory: 4 GB, managed-variables: [COLOUR, LEVEL]', env: ', ADDED: "2"' },
    },
    { saved, onLine: (line) => void (line.startsWith('entry:') && (killed = new Map(saved))) },
  );
  expect(settings()).not.toEqual(before);
  const state = new Map([...killed].filter(([name]) => !name.includes('.')));
  const said = await stage
    .post(state, { commit: commits.two, attempt: '2-1' })
    .catch((error: unknown) => String(error));
  // Its instances are only played, so the checks of what was restored fail.
  expect(said).toContain('The previous configuration was restored');
  expect(said).toContain('The restored release fails its checks.');
  expect([settings(), served().version]).toEqual([before, version]);
}, 120_000);
