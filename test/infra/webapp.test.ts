import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lifecyclePolicy } from '../../src/actions/build-push-ecr/repository/lifecycle-policy.ts';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { resolveStack } from '../support/cloudformation-template.ts';

const accountId = '111111111111';
const region = 'us-east-1';
const bucket = `clinic-dev-site-${accountId}`;

function stack(parameters: Readonly<Record<string, string>> = {}, attributes: Readonly<Record<string, string>> = {}) {
  const settings = { parameters: { App: 'clinic', Environment: 'dev', ...parameters }, accountId, region };
  return resolveStack('infra/webapp.yml', {
    ...settings,
    attributes: { SiteBucket: bucket, 'SiteBucket.Arn': `arn:aws:s3:::${bucket}`, ...attributes },
  });
}

test('the stack has every output that the example refers to', () => {
  const text = readFileSync('examples/clinic/webapp.yml', 'utf8').replaceAll(/#.*/g, '');
  const wanted = new Set([...text.matchAll(/\$\{stack:(\w+)\}/g)].map(([, name]) => name));
  expect(wanted.size).toBeGreaterThan(8);
  expect([...wanted].filter((name) => !(String(name) in stack().outputs))).toEqual([]);
});

test('on ECS Express it has the roles of that target instead', () => {
  const { outputs, resources } = stack({ Backend: 'deploy-ecs-express' });
  expect(outputs).toHaveProperty('ExecutionRole');
  expect(outputs).not.toHaveProperty('AccessRole');
  const trust = JSON.stringify(resources['StartRole']?.Properties['AssumeRolePolicyDocument']);
  expect(trust).toContain('ecs-tasks.amazonaws.com');
  expect(trust).not.toContain('apprunner');
});

test('while the backend moves to ECS Express, its roles serve both targets', () => {
  const { outputs, resources } = stack({ Backend: 'both' });
  expect(outputs).toMatchObject({ AccessRole: 'StartRole.Arn', ExecutionRole: 'StartRole.Arn' });
  const trust = JSON.stringify(resources['StartRole']?.Properties['AssumeRolePolicyDocument']);
  expect(trust).toContain('["build.apprunner.amazonaws.com","ecs-tasks.amazonaws.com"]');
});

test('for Elastic Beanstalk it makes no roles', () => {
  const { outputs, resources } = stack({ Backend: 'deploy-beanstalk' });
  expect(Object.values(resources).filter(({ Type }) => Type === 'AWS::IAM::Role')).toEqual([]);
  expect(outputs).toHaveProperty('SiteBucket');
});

test('a VPC connector is made where there are subnets and security groups for it', () => {
  const { outputs, resources } = stack({ Subnets: 'subnet-1,subnet-2', SecurityGroups: 'sg-1' });
  expect(outputs).toHaveProperty('VpcConnector');
  const expected = { Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'] };
  expect(resources['VpcConnector']?.Properties).toEqual(expected);
  expect(stack().outputs).not.toHaveProperty('VpcConnector');
});

test('the repository keeps what build-push-ecr would keep, under immutable tags', () => {
  const { Properties } = stack().resources['BackendRepository'] ?? { Properties: {} as never };
  expect(Properties['ImageTagMutability']).toBe('IMMUTABLE');
  const { LifecyclePolicyText } = Properties['LifecyclePolicy'] as { readonly LifecyclePolicyText: string };
  expect(JSON.parse(LifecyclePolicyText)).toEqual(JSON.parse(lifecyclePolicy));
});

test('the repository is open to the account of the next environment only, and only for pulling', () => {
  const policy = stack({ PromotionAccountId: '222222222222' }).resources['BackendRepository']?.Properties[
    'RepositoryPolicyText'
  ];
  expect((policy as PolicyDocument).Statement).toEqual([
    {
      ...{ Sid: 'Promote', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::222222222222:root' } },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    },
  ]);
  expect(stack().resources['BackendRepository']?.Properties).not.toHaveProperty('RepositoryPolicyText');
});

describe('the site, as visitors get it', () => {
  let cloud: Cloud;
  let url: string;

  beforeAll(async () => {
    cloud = await startCloud();
    cloud.s3.createBucket({ accountId, region, name: bucket });
    const code = String(stack().resources['Routes']?.Properties['FunctionCode']);
    const viewerRequestFunction = cloud.cloudFront.addFunction(accountId, 'clinic-dev-routes', code);
    const config = siteConfig({ bucket, region, viewerRequestFunction });
    const distribution = await cloud.cloudFront.addDistribution({ accountId, config });
    const { resources } = stack({}, { Distribution: distribution.id });
    cloud.s3.setPolicy(bucket, resources['SiteBucketPolicy']?.Properties['PolicyDocument'] as PolicyDocument);
    for (const key of [
      'index.html',
      'assets/app.js',
      'previews/pr-7/index.html',
      'previews/pr-7/app.js',
      '.deploy/manifest.json',
    ])
      cloud.s3.put(bucket, key, key);
    url = distribution.edge.url;
  });
  afterAll(() => cloud.close());

  test.each([
    ['/', 'index.html'],
    ['/requests/7', 'index.html'],
    ['/assets/app.js', 'assets/app.js'],
    ['/previews/pr-7', 'previews/pr-7/index.html'],
    ['/previews/pr-7/', 'previews/pr-7/index.html'],
    ['/previews/pr-7/requests/7', 'previews/pr-7/index.html'],
    ['/previews/pr-7/app.js', 'previews/pr-7/app.js'],
    ['/previews/other', 'index.html'],
  ])('%s is %s', async (path, key) => {
    const response = await fetch(url + path);
    expect([response.status, await response.text()]).toEqual([200, key]);
  });

  test.each([
    '/assets/gone.js',
    '/previews/pr-8/',
    '/.deploy/manifest.json',
    '/previews/pr-7/.deploy/manifest.json',
  ])('%s is not there', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });
});
