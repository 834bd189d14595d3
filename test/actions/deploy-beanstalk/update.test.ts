import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, region } from '../../support/action.ts';
import { bucket, type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => !/:(List|Describe|Get|Batch|Retrieve|Download)/.test(call));

const versions = () => [...stage.environment().application.versions.values()];

describe('an image on the Docker platform', () => {
  test('becomes an environment with a load balancer and enhanced health', async () => {
    const { outputs, report, failure } = await stage.deploy({
      ...{ image: stage.images.v1, create: 'true', port: '3000', tags: 'app=clinic', env: 'APP_ENV=dev' },
      'health-check-path': '/health',
    });
    expect(failure).toBeUndefined();
    expect(report.status).toBe('succeeded');
    const environment = stage.environment();
    expect(environment.solutionStack).toBe('64bit Amazon Linux 2023 v4.7.3 running Docker');
    expect(outputs).toMatchObject({
      ...{ changed: true, image: stage.images.v1, status: 'Ready', 'rolled-back': false, health: 'Green' },
      ...{ 'service-arn': environment.arn, 'service-url': `http://${environment.cname}` },
      'version-label': environment.versionLabel,
    });
    expect(outputs['previous-image']).toBeUndefined();
    expect(stage.option('aws:elasticbeanstalk:environment', 'LoadBalancerType')).toBe('application');
    expect(stage.option('aws:elasticbeanstalk:environment:process:default', 'HealthCheckPath')).toBe('/health');
    expect(stage.option('aws:elasticbeanstalk:application:environment', 'APP_ENV')).toBe('dev');
    expect(Object.fromEntries(environment.tags)).toEqual({ app: 'clinic' });
    const [version] = versions();
    const bundle = await stage.cloud.s3.get(bucket, version?.bundle.key ?? '')?.bytes();
    expect(JSON.parse(String(bundle))).toEqual({
      AWSEBDockerrunVersion: '1',
      Image: { Name: stage.images.v1, Update: 'true' },
      Ports: [{ ContainerPort: 3000 }],
    });
  });

  test('replaces the one before, and what is left out stays', async () => {
    await stage.create({ env: 'A=1' });
    const before = stage.environment().settings;
    const { outputs } = await stage.deploy();
    expect(writes()).toEqual([
      ...['elasticbeanstalk:CreateStorageLocation', 's3:PutObject', 'elasticbeanstalk:CreateApplicationVersion'],
      'elasticbeanstalk:UpdateEnvironment',
    ]);
    expect(outputs).toMatchObject({ image: stage.images.v2, 'previous-image': stage.images.v1, status: 'Ready' });
    expect(stage.environment().settings).toEqual(before);
    expect(stage.environment().instances.map(({ versionLabel }) => versionLabel)).toEqual([
      outputs['version-label'],
      outputs['version-label'],
    ]);
    const [, version] = versions();
    expect(String(await stage.cloud.s3.get(bucket, version?.bundle.key ?? '')?.bytes())).toContain('3000');
  });

  test('that runs already changes nothing', async () => {
    await stage.create();
    const { outputs, report } = await stage.deploy({ image: stage.images.v1, port: '3000' });
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged', image: stage.images.v1 });
    expect(report.status).toBe('unchanged');
    expect(writes()).toEqual([]);
  });

  test('that ran before is a rollback: its version is there already', async () => {
    await stage.create();
    stage.clock.advance(60_000);
    const second = await stage.deploy();
    stage.calls();
    const { outputs } = await stage.deploy({ image: String(second.outputs['previous-image']) });
    expect(writes()).toEqual(['elasticbeanstalk:UpdateEnvironment']);
    expect(outputs).toMatchObject({ image: stage.images.v1, 'previous-image': stage.images.v2 });
    expect(versions()).toHaveLength(2);
  });

  test('by a tag is deployed as the digest that it means now', async () => {
    await stage.create();
    const tagged = `${stage.images.v2.split('@')[0]}:v2`;
    expect((await stage.deploy({ image: tagged })).outputs['image']).toBe(stage.images.v2);
    expect((await stage.deploy({ image: tagged })).outputs['changed']).toBe(false);
  });

  test('goes back by the label of its version, too', async () => {
    await stage.create();
    stage.clock.advance(60_000);
    const second = await stage.deploy();
    const label = String(second.outputs['previous-version-label']);
    const { outputs, report } = await stage.run({ service: name, 'version-label': label, port: '3000' });
    expect(outputs).toMatchObject({
      image: stage.images.v1,
      'previous-image': stage.images.v2,
      'version-label': label,
    });
    expect(report.result).toContain('It is a rollback');
  });

  test('whose label belongs to another bundle is not deployed', async () => {
    await stage.create();
    await stage.deploy();
    await stage.deploy({ image: stage.images.v1 });
    const [first, second] = versions();
    if (!first || !second) throw new Error('There are no two versions.');
    stage.environment().application.versions.set(second.label, { ...second, bundle: first.bundle });
    stage.calls();
    await expect(stage.deploy()).rejects.toThrow(`The label ${second.label} of clinic-dev belongs to another bundle`);
    expect(writes()).toEqual([]);
  });

  test('whose version failed before is not deployed', async () => {
    await stage.create();
    await stage.deploy();
    await stage.deploy({ image: stage.images.v1 });
    for (const version of versions()) version.status = 'FAILED';
    await expect(stage.deploy()).rejects.toThrow('its label cannot be used again: delete it');
  });

  test('whose bundle is gone is uploaded again', async () => {
    await stage.create();
    await stage.deploy();
    await stage.deploy({ image: stage.images.v1 });
    stage.cloud.s3.delete(bucket, versions()[1]?.bundle.key ?? '');
    stage.calls();
    await stage.deploy();
    expect(writes()).toEqual(['s3:PutObject', 'elasticbeanstalk:UpdateEnvironment']);
  });
});

describe('options', () => {
  test('a field of a secret is written as Elastic Beanstalk reads it, and a version of it is refused', async () => {
    await stage.create();
    const { arn } = stage.cloud.secrets.create({ accountId, region, name: 'fields', value: '{"url": "postgres://"}' });
    expect((await stage.deploy({ secrets: `KEY=${arn}:url::` })).failure).toBeUndefined();
    expect(stage.option('aws:elasticbeanstalk:application:environmentsecrets', 'KEY')).toBe(`${arn}:url`);
    expect((await stage.deploy({ secrets: `KEY=${arn}:url` })).outputs['changed']).toBe(false);
    await expect(stage.deploy({ secrets: `KEY=${arn}:url:AWSPREVIOUS:` })).rejects.toThrow(
      `The secret KEY names a version, but a variable of Elastic Beanstalk has the current one: give ${arn}:url.`,
    );
  });

  test('and the version are one update', async () => {
    await stage.create({ env: 'A=1\nB=2' });
    const { arn } = stage.cloud.secrets.create({ accountId, region, name: 'clinic', value: 'postgres://' });
    const { outputs, log, failure } = await stage.deploy({
      ...{ env: 'A=3', 'env-strategy': 'replace', cpu: '1024', memory: '4 GB', secrets: `KEY=${arn}` },
    });
    expect(failure).toBeUndefined();
    expect(log.filter((line) => line.startsWith('update the'))).toHaveLength(1);
    expect(writes().filter((call) => call === 'elasticbeanstalk:UpdateEnvironment')).toHaveLength(1);
    const environment = 'aws:elasticbeanstalk:application:environment';
    expect([stage.option(environment, 'A'), stage.option(environment, 'B')]).toEqual(['3', undefined]);
    expect(stage.option('aws:elasticbeanstalk:application:environmentsecrets', 'KEY')).toBe(arn);
    expect(stage.option('aws:ec2:instances', 'InstanceTypes')).toBe('t3.medium');
    expect(stage.option('aws:autoscaling:asg', 'MinSize')).toBe('2');
    const plan = JSON.parse(String(outputs['plan']));
    expect(plan.changes).toHaveLength(1);
    expect(plan.changes[0].fields).toContainEqual({ field: 'env A', before: '(set)', after: '3' });
    expect(plan.changes[0].fields).toContainEqual(
      expect.objectContaining({ field: 'image', before: stage.images.v1, after: stage.images.v2 }),
    );
  });

  test('may change by themselves, and the image stays', async () => {
    await stage.create();
    const { outputs } = await stage.run({ service: name, 'option-settings': 'aws:autoscaling:asg:MaxSize=4' });
    expect(writes()).toEqual(['elasticbeanstalk:UpdateEnvironment']);
    expect(outputs).toMatchObject({ image: stage.images.v1, changed: true });
    expect(stage.option('aws:autoscaling:asg', 'MaxSize')).toBe('4');
  });

  test('tags are added, and others stay', async () => {
    await stage.create({ tags: 'a=1\nb=2' });
    await stage.deploy({ image: stage.images.v1, tags: 'b=3\nc=4' });
    expect(writes()).toEqual(['elasticbeanstalk:UpdateTagsForResource']);
    expect(Object.fromEntries(stage.environment().tags)).toEqual({ a: '1', b: '3', c: '4' });
  });

  test('are updated before the version where Elastic Beanstalk takes no update of both', async () => {
    await stage.create({ env: 'A=1' });
    stage.cloud.faults.add({
      ...{ service: 'elasticbeanstalk', operation: 'UpdateEnvironment' },
      fault: {
        ...{ kind: 'error', code: 'InvalidParameterCombination' },
        message: 'You cannot update the application version and make configuration updates at the same time',
      },
    });
    const { outputs, failure } = await stage.deploy({ env: 'A=2' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ image: stage.images.v2, status: 'Ready' });
    expect(stage.option('aws:elasticbeanstalk:application:environment', 'A')).toBe('2');
    expect(writes().filter((call) => call === 'elasticbeanstalk:UpdateEnvironment')).toHaveLength(3);
  });

  test('a dry run shows the update of both and writes nothing', async () => {
    await stage.create();
    const { outputs, report } = await stage.deploy({ env: 'A=1', 'dry-run': 'true' });
    expect(report.status).toBe('planned');
    expect(JSON.parse(String(outputs['plan'])).changes).toHaveLength(1);
    expect(writes()).toEqual([]);
  });
});
