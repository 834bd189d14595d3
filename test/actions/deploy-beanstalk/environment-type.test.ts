import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => /:(Create|Update|Put)/.test(call));
const create = (inputs: Readonly<Record<string, string>>) =>
  stage.deploy({
    image: stage.images.v1,
    create: 'true',
    port: '3000',
    'environment-type': 'SingleInstance',
    ...inputs,
  });
const environment = 'aws:elasticbeanstalk:environment';

describe('a single instance', () => {
  test('is created without a load balancer, and its health is checked by path', async () => {
    const { failure, outputs, report } = await create({ 'health-check-path': '/health' });
    expect(failure).toBeUndefined();
    expect(stage.option(environment, 'EnvironmentType')).toBe('SingleInstance');
    expect(stage.option(environment, 'LoadBalancerType')).toBeUndefined();
    expect(stage.option('aws:elasticbeanstalk:application', 'Application Healthcheck URL')).toBe('/health');
    expect(outputs['service-url']).toBe(`http://${stage.environment().cname}`);
    expect(JSON.stringify(report.sections)).toContain('without a load balancer');
  });

  test('is one, too, where option-settings say so', async () => {
    const { failure } = await stage.deploy({
      ...{ image: stage.images.v1, create: 'true' },
      'option-settings': `${environment}:EnvironmentType=SingleInstance`,
    });
    expect(failure).toBeUndefined();
    expect(stage.option(environment, 'LoadBalancerType')).toBeUndefined();
  });

  test.each([
    [`${environment}:LoadBalancerType=network`, 'has no load balancer'],
    ['aws:elbv2:listener:443:Protocol=HTTPS', 'has no load balancer'],
    ['aws:elb:loadbalancer:CrossZone=true', 'has no load balancer'],
    ['aws:elasticbeanstalk:environment:process:default:Port=80', 'has no load balancer'],
    ['aws:ec2:vpc:ELBSubnets=subnet-1', 'has no load balancer'],
    ['aws:autoscaling:asg:MaxSize=2', 'asks for another number'],
    ['aws:elasticbeanstalk:command:DeploymentPolicy=Rolling', 'AllAtOnce and Immutable go with it'],
  ])('with %s is refused before anything is written', async (settings, why) => {
    await expect(create({ 'option-settings': settings })).rejects.toThrow(why);
    expect(writes()).toEqual([]);
  });

  test('takes what goes with it', async () => {
    const { failure } = await create({
      'option-settings': 'aws:autoscaling:asg:MaxSize=1\naws:elasticbeanstalk:command:DeploymentPolicy=Immutable',
    });
    expect(failure).toBeUndefined();
  });

  test('that is asked for in two ways is refused', async () => {
    const settings = `${environment}:EnvironmentType=LoadBalanced`;
    await expect(create({ 'option-settings': settings })).rejects.toThrow('give it in one of them');
  });

  test('gets a load balancer later, and loses it again', async () => {
    await create({});
    stage.calls();
    const grown = await stage.run({
      service: name,
      'environment-type': 'LoadBalanced',
      'health-check-path': '/health',
    });
    expect(grown.failure).toBeUndefined();
    expect(stage.option(environment, 'LoadBalancerType')).toBe('application');
    expect(stage.option('aws:elasticbeanstalk:environment:process:default', 'HealthCheckPath')).toBe('/health');
    const shrunk = await stage.run({ service: name, 'environment-type': 'SingleInstance' });
    expect(shrunk.failure).toBeUndefined();
    expect(stage.option(environment, 'LoadBalancerType')).toBeUndefined();
    const again = await stage.run({ service: name, 'environment-type': 'SingleInstance' });
    expect(again.outputs['changed']).toBe(false);
  });
});
