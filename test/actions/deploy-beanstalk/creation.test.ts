import { CreateConfigurationTemplateCommand, ElasticBeanstalkClient } from '@aws-sdk/client-elastic-beanstalk';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, region } from '../../support/action.ts';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => /:(Create|Update|Put|Associate)/.test(call));
const create = (inputs: Readonly<Record<string, string>> = {}) =>
  stage.deploy({ image: stage.images.v1, create: 'true', port: '3000', ...inputs });

describe('a worker', () => {
  test('is created without load balancer and URL, and the report says so', async () => {
    const path = 'aws:elasticbeanstalk:sqsd:HttpPath=/work';
    const { failure, outputs, report } = await create({ tier: 'Worker', 'option-settings': path });
    expect(failure).toBeUndefined();
    expect(stage.environment()).toMatchObject({ tier: 'Worker', cname: undefined });
    expect(stage.option('aws:elasticbeanstalk:environment', 'LoadBalancerType')).toBeUndefined();
    expect(stage.option('aws:elasticbeanstalk:sqsd', 'HttpPath')).toBe('/work');
    expect(outputs['service-url']).toBeUndefined();
    expect(outputs['service-arn']).toBe(stage.environment().arn);
    expect(JSON.stringify(report.sections)).toContain('no smoke test can ask it');
    const second = await stage.deploy({ tier: 'Worker' });
    expect(second.outputs).toMatchObject({ image: stage.images.v2, 'previous-image': stage.images.v1 });
  });

  test.each([
    [{ tier: 'Worker', 'cname-prefix': 'clinic' }, 'A worker has no host'],
    [{ tier: 'Worker', 'health-check-path': '/health' }, 'no `health-check-path`'],
    [{ tier: 'Worker', strategy: 'blue-green' }, 'A worker has no CNAME'],
    [{ tier: 'Worker', 'option-settings': 'aws:elbv2:listener:443:Protocol=HTTPS' }, 'The environment is a worker'],
    [{ 'option-settings': 'aws:elasticbeanstalk:sqsd:HttpPath=/work' }, 'goes with `tier: Worker` alone'],
  ])('%j is refused before anything is written', async (inputs, why) => {
    await expect(create(inputs as Record<string, string>)).rejects.toThrow(why);
    expect(writes()).toEqual([]);
  });

  test('is not made of a web server', async () => {
    await stage.create();
    await expect(stage.deploy({ tier: 'Worker' })).rejects.toThrow('is of the tier WebServer, which stays for good');
    expect((await stage.deploy({ tier: 'WebServer' })).failure).toBeUndefined();
  });
});

describe('the prefix of a CNAME', () => {
  test('is that of the new environment, and stays', async () => {
    const { outputs } = await create({ 'cname-prefix': 'clinic' });
    expect(outputs['service-url']).toMatch(/^http:\/\/clinic\./);
    const same = await stage.deploy({ 'cname-prefix': 'clinic', image: stage.images.v1 });
    expect(same.outputs['changed']).toBe(false);
    await expect(stage.deploy({ 'cname-prefix': 'hospital' })).rejects.toThrow('CNAMEs are only exchanged');
  });

  test('that is taken is refused before anything is written', async () => {
    await create({ 'cname-prefix': 'clinic' });
    stage.calls();
    const other = { 'environment-name': 'clinic-test', 'cname-prefix': 'clinic' };
    await expect(create(other)).rejects.toThrow('The CNAME prefix clinic is taken');
    expect(writes()).toEqual([]);
  });
});

describe('a saved configuration', () => {
  beforeEach(async () => {
    await stage.create({ 'option-settings': 'aws:autoscaling:asg:MinSize=3\naws:autoscaling:asg:MaxSize=5' });
    const credentials = stage.cloud.iam.administrator(accountId);
    const client = new ElasticBeanstalkClient({ endpoint: stage.cloud.endpoint, region, credentials });
    const { id } = stage.environment();
    const template = { ApplicationName: name, TemplateName: 'usual', EnvironmentId: id };
    await client.send(new CreateConfigurationTemplateCommand(template));
    stage.calls();
  });
  const other = { 'environment-name': 'clinic-test', application: name };

  test('is what a new environment begins with, and other inputs count more', async () => {
    const { failure } = await create({
      ...{ ...other, 'saved-configuration': 'usual', 'option-settings': 'aws:autoscaling:asg:MaxSize=4' },
    });
    expect(failure).toBeUndefined();
    const made = stage.cloud.elasticBeanstalk.environments().find((each) => each.name === 'clinic-test');
    const option = (wanted: string) => made?.settings.get(`aws:autoscaling:asg\n${wanted}`)?.value;
    expect([option('MinSize'), option('MaxSize')]).toEqual(['3', '4']);
    expect(made?.solutionStack).toBe(stage.environment().solutionStack);
  });

  test('brings its load balancer to no single instance', async () => {
    const single = {
      'environment-type': 'SingleInstance',
      'option-settings': 'aws:autoscaling:asg:MinSize=1\naws:autoscaling:asg:MaxSize=1',
    };
    const { failure } = await create({ ...other, ...single, 'saved-configuration': 'usual' });
    expect(failure).toBeUndefined();
  });

  test('takes another platform by its ARN', async () => {
    const platform = '64bit Amazon Linux 2023 v4.7.2 running Docker';
    const { failure } = await create({ ...other, 'saved-configuration': 'usual', platform });
    expect(failure).toBeUndefined();
    const made = stage.cloud.elasticBeanstalk.environments().find((each) => each.name === 'clinic-test');
    expect(made?.solutionStack).toBe(platform);
  });

  test('that is not there is a problem of the plan', async () => {
    await expect(create({ ...other, 'saved-configuration': 'unusual' })).rejects.toThrow(
      `There is no saved configuration unusual of the application ${name}`,
    );
  });
});

describe('the operations role', () => {
  const role = (roleName: string) => `arn:aws:iam::${accountId}:role/${roleName}`;
  beforeEach(() => {
    for (const roleName of ['operations', 'others'])
      stage.cloud.iam.role({
        ...{ accountId, name: roleName, policies: [] },
        trust: {
          Statement: {
            ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
            Principal: { Service: 'elasticbeanstalk.amazonaws.com' },
          },
        },
      });
  });

  test('is given to a new environment, and stays', async () => {
    expect((await create({ 'operations-role': role('operations') })).failure).toBeUndefined();
    expect(stage.environment().operationsRole).toBe(role('operations'));
    expect((await stage.deploy({ image: stage.images.v1 })).outputs['changed']).toBe(false);
  });

  test('is given to an environment that is there before anything else, and is put back with the rest', async () => {
    await create({ 'operations-role': role('operations') });
    stage.calls();
    const { outputs } = await stage.deploy({ 'operations-role': role('others') });
    expect(writes()[0]).toBe('elasticbeanstalk:CreateStorageLocation');
    const [first] = JSON.parse(String(outputs['plan'])).changes;
    expect(first.fields).toEqual([{ field: 'operations role', before: role('operations'), after: role('others') }]);
    expect(stage.environment().operationsRole).toBe(role('others'));
    stage.cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'fail' } });
    await stage.deploy({ 'operations-role': role('operations'), image: stage.images.v1 });
    expect(stage.environment().operationsRole).toBe(role('others'));
  });

  test('that does not trust Elastic Beanstalk is a problem of the plan', async () => {
    await expect(create({ 'operations-role': role('aws-elasticbeanstalk-ec2-role') })).rejects.toThrow(
      'does not trust elasticbeanstalk.amazonaws.com',
    );
  });
});
