import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseCertificateArn, parseProcess } from '../../../src/domain/beanstalk-balancer.ts';
import { accountId, region } from '../../support/action.ts';
import { type EnvironmentStage, startEnvironment } from './environment-stage.ts';

const certificate = `arn:aws:acm:${region}:${accountId}:certificate/0123`;

describe('an environment', () => {
  let stage: EnvironmentStage;
  beforeEach(async () => {
    stage = await startEnvironment();
  });
  afterEach(() => stage.close());

  const create = (inputs: Readonly<Record<string, string>>) =>
    stage.deploy({ image: stage.images.v1, create: 'true', port: '3000', 'aws-region': region, ...inputs });
  const classic = 'aws:elasticbeanstalk:environment:LoadBalancerType=classic';
  const network = 'aws:elasticbeanstalk:environment:LoadBalancerType=network';

  test('answers over HTTPS with a certificate, and the report tells of port 80', async () => {
    const { failure, outputs, report } = await create({ certificate });
    expect(failure).toBeUndefined();
    expect(stage.option('aws:elbv2:listener:443', 'Protocol')).toBe('HTTPS');
    expect(stage.option('aws:elbv2:listener:443', 'SSLCertificateArns')).toBe(certificate);
    expect(outputs['service-url']).toMatch(/^https:/);
    expect(JSON.stringify(report.sections)).toContain('Port 80 goes on answering over HTTP');
    const again = await create({ certificate });
    expect(again.outputs['changed']).toBe(false);
    expect(JSON.stringify(again.report.sections)).not.toContain('Port 80');
  });

  test('with a classic load balancer gets a listener of that kind', async () => {
    expect((await create({ certificate, 'option-settings': classic })).failure).toBeUndefined();
    expect(stage.option('aws:elb:listener:443', 'SSLCertificateId')).toBe(certificate);
  });

  test('has processes with checks of their own', async () => {
    const processes = 'default: Port=8080, HealthCheckPath=/live, MatcherHTTPCode=200-399\nadmin: Port=9000';
    expect((await create({ processes })).failure).toBeUndefined();
    const option = (process: string, wanted: string) =>
      stage.option(`aws:elasticbeanstalk:environment:process:${process}`, wanted);
    expect(option('default', 'HealthCheckPath')).toBe('/live');
    expect(option('default', 'MatcherHTTPCode')).toBe('200-399');
    expect(option('admin', 'Port')).toBe('9000');
  });

  test.each([
    [{ certificate, 'environment-type': 'SingleInstance' }, 'has no load balancer for `certificate`'],
    [{ processes: 'default: Port=80', tier: 'Worker' }, 'has no load balancer for `processes`'],
    [{ certificate, 'option-settings': network }, 'A network load balancer takes no `certificate`'],
    [{ processes: 'default: Port=80', 'option-settings': classic }, 'A classic load balancer has no `processes`'],
    [{ certificate: certificate.replace(region, 'us-east-1') }, 'The certificate is in us-east-1'],
  ])('%j is refused before anything is written', async (inputs, why) => {
    await expect(create(inputs as Record<string, string>)).rejects.toThrow(why);
    expect(stage.calls().filter((call) => /:(Create|Update|Put)/.test(call))).toEqual([]);
  });
});

test.each([
  [certificate, true],
  [`arn:aws:iam::${accountId}:server-certificate/clinic`, true],
  [`arn:aws:iam::${accountId}:role/clinic`, false],
  ['clinic', false],
])('%s is the ARN of a certificate: %s', (text, ok) => {
  expect(parseCertificateArn(text).ok).toBe(ok);
});

test.each([
  'default',
  ': Port=80',
  'default: Port',
  'default: Port=80,',
  'default: Weight=1',
  'a b: Port=80',
])('%s is no process', (text) => {
  expect(parseProcess(text).ok).toBe(false);
});
