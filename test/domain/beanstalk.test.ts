import { describe, expect, test } from '@jest/globals';
import {
  instanceTypeFor,
  parseEnvironmentName,
  parseInstanceCpu,
  parseInstanceMemory,
  parseOptionSetting,
} from '../../src/domain/beanstalk.ts';
import { dockerrunText, parseDockerrun } from '../../src/domain/dockerrun.ts';
import { parseS3Url } from '../../src/domain/s3-url.ts';

test.each([
  ['clinic-dev', true],
  ['abc', false],
  ['-clinic', false],
  ['clinic-', false],
  ['clinic_dev', false],
  ['a'.repeat(41), false],
])('an environment may be called %s: %s', (name, ok) => {
  expect(parseEnvironmentName(name).ok).toBe(ok);
});

describe('an option', () => {
  test.each([
    ['aws:autoscaling:asg:MinSize=2', 'aws:autoscaling:asg', 'MinSize', '2'],
    [
      'aws:elasticbeanstalk:application:Application Healthcheck URL = /health',
      'aws:elasticbeanstalk:application',
      'Application Healthcheck URL',
      '/health',
    ],
    [
      'aws:elbv2:listener:443:SSLCertificateArns=arn:aws:acm:a:b=c',
      'aws:elbv2:listener:443',
      'SSLCertificateArns',
      'arn:aws:acm:a:b=c',
    ],
    ['aws:ec2:vpc:Subnets=', 'aws:ec2:vpc', 'Subnets', ''],
  ])('%s', (text, namespace, name, value) => {
    expect(parseOptionSetting(text)).toEqual({ ok: true, value: { namespace, name, value } });
  });

  test.each(['MinSize=2', 'aws:MinSize', 'autoscaling:asg:MinSize=2'])('%s is none', (text) => {
    expect(parseOptionSetting(text).ok).toBe(false);
  });
});

test.each([
  [256, 512, 'x86_64', 't3.micro'],
  [1_024, 2_048, 'arm64', 't4g.small'],
  [1_024, 3_072, 'x86_64', 't3.medium'],
  [4_096, 12_288, 'x86_64', 't3.xlarge'],
  [99_999, 1, 'x86_64', 't3.2xlarge'],
] as const)('%d CPU units and %d MB on %s are a %s', (cpu, memory, architecture, type) => {
  expect(instanceTypeFor(cpu, memory, architecture)).toBe(type);
});

describe('a Dockerrun file', () => {
  test('keeps what is not decided', () => {
    const before = {
      AWSEBDockerrunVersion: '1',
      Image: { Name: 'a', Update: 'false' },
      Volumes: [],
      Ports: [{ ContainerPort: 1 }],
    };
    const read = parseDockerrun(JSON.stringify(before));
    expect(read).toMatchObject({ image: 'a', port: 1 });
    expect(JSON.parse(dockerrunText('b', 2, read?.file))).toEqual({
      ...before,
      Image: { Name: 'b', Update: 'false' },
      Ports: [{ ContainerPort: 2 }],
    });
  });

  test.each([
    '',
    '{}',
    '[]',
    '{"AWSEBDockerrunVersion": 3, "Image": {"Name": "a"}}',
    '{"AWSEBDockerrunVersion": 1}',
  ])('%s is none', (text) => {
    expect(parseDockerrun(text)).toBeUndefined();
  });
});

test.each([
  ['https://b.s3.eu-west-1.amazonaws.com/a/b%20c.txt?X-Amz-Expires=1', { bucket: 'b', key: 'a/b c.txt' }],
  ['https://b.s3-us-west-2.amazonaws.com/k', { bucket: 'b', key: 'k' }],
  ['https://s3.cn-north-1.amazonaws.com.cn/b/a/k', { bucket: 'b', key: 'a/k' }],
  ['https://example.com/b/k', undefined],
  ['no address', undefined],
])('%s is an object of S3: %j', (url, place) => {
  expect(parseS3Url(url)).toEqual(place);
});

describe('the size of an instance', () => {
  test.each([
    ['256', '256'],
    ['1 vCPU', '1024'],
    ['0.25 vCPU', '256'],
    ['8 vCPU', '8192'],
  ])('CPU %s is %s units', (given, units) => {
    expect(parseInstanceCpu(given)).toEqual({ ok: true, value: units });
  });

  test.each([
    ['512', '512'],
    ['0.5 GB', '512'],
    ['30 GB', '30720'],
  ])('memory %s is %s MB', (given, megabytes) => {
    expect(parseInstanceMemory(given)).toEqual({ ok: true, value: megabytes });
  });

  test.each(['', '0', 'much', '16 vCPU', '1e3'])('there is no CPU %j', (given) => {
    expect(parseInstanceCpu(given)).toMatchObject({ ok: false, reason: expect.stringContaining('8 vCPU at most') });
  });

  test.each(['', '-1', '64 GB', '1.2345 GB'])('there is no memory %j', (given) => {
    expect(parseInstanceMemory(given)).toMatchObject({ ok: false, reason: expect.stringContaining('32 GB at most') });
  });
});
