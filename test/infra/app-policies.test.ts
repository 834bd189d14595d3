import { expect, test } from '@jest/globals';
import { listOf } from '../cloud/iam/policy.ts';
import { type Attempt, verdicts } from '../oracles/iam-simulator/oracle.ts';
import { describeWith } from '../support/requires.ts';
import { type AppParameters, appStack, beanstalk, database, express, runner } from './app-stack.ts';
import { accountId, bootstrapStack, boundaryArn, boundaryOf, policiesOf, region } from './environment-stacks.ts';

const at = (service: string, name: string) => `arn:aws:${service}:${region}:${accountId}:${name}`;
const secret = (name: string) => at('secretsmanager', `secret:${name}-AbCdEf`);
const bucket = `arn:aws:s3:::clinic-prod-files-${accountId}`;
const attributes = {
  AppSecret: secret('clinic-prod/app'),
  'BackendRepository.Arn': at('ecr', 'repository/clinic-prod-backend'),
};
const given = {
  ...{ FilesBucket: `clinic-prod-files-${accountId}` },
  FurtherSecrets: [secret('clinic-prod/mail'), secret('shop-prod/mail')].join(','),
};
const boundary = boundaryOf(bootstrapStack());

type Case = readonly [action: string, resource: string];

function refusedOf(target: AppParameters, role: string, cases: readonly Case[]): readonly Case[] {
  const policies = policiesOf(appStack({ ...target, ...database, ...given }, attributes), role);
  const attempts = cases.map(
    ([action, resource]): Attempt => ({ action, resource, accountId, keys: {}, policies, boundary }),
  );
  return verdicts(attempts).flatMap((verdict, index) => {
    expect(verdict).toMatch(/^(Allowed|ImplicitlyDenied|ExplicitlyDenied)$/);
    return verdict === 'Allowed' ? [] : [cases[index] ?? ['', '']];
  });
}

const files: readonly Case[] = [
  ['s3:ListBucket', bucket],
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action): Case => [action, `${bucket}/uploads/1`]),
  ['s3:GetObject', `${bucket}/code/cleanup.zip`],
];
const secrets: readonly Case[] = ['app', 'mail'].map((name) => [
  'secretsmanager:GetSecretValue',
  secret(`clinic-prod/${name}`),
]);
const image: readonly Case[] = [
  ['ecr:GetAuthorizationToken', '*'],
  ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'].map(
    (action): Case => [action, at('ecr', 'repository/clinic-prod-backend')],
  ),
];
const logs: readonly Case[] = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => [
  action,
  at('logs', 'log-group:/aws/ecs/clinic-prod:log-stream:ecs/1'),
]);

/** What no role of the backend may do. */
const forbidden: readonly Case[] = [
  ...['clinic-prod/database', 'clinic-prod/migrations', 'clinic-prod/session', 'clinic-prod-eu/app', 'shop-prod/mail']
    .map(secret)
    .map((arn): Case => ['secretsmanager:GetSecretValue', arn]),
  ['secretsmanager:GetSecretValue', at('secretsmanager', 'secret:rds!db-1-AbCdEf')],
  ['secretsmanager:PutSecretValue', secret('clinic-prod/app')],
  ['s3:PutObject', `${bucket}/code/cleanup.zip`],
  ['s3:DeleteObject', `${bucket}/code/cleanup.zip`],
  ['s3:DeleteBucket', bucket],
  ['s3:GetObject', `arn:aws:s3:::clinic-prod-site-${accountId}/index.html`],
  ['s3:GetObject', `arn:aws:s3:::shop-prod-files-${accountId}/uploads/1`],
  ['ecr:PutImage', at('ecr', 'repository/clinic-prod-backend')],
  ['ecr:BatchGetImage', at('ecr', 'repository/shop-prod-backend')],
  ['logs:PutLogEvents', at('logs', 'log-group:/aws/ecs/shop-prod:log-stream:ecs/1')],
  ['iam:PassRole', `arn:aws:iam::${accountId}:role/webapp/clinic-prod-start`],
  ['rds:DeleteDBInstance', at('rds', 'db:clinic-prod-db')],
];

const all = [...files, ...secrets, ...image, ...logs];

describeWith('iam-simulator', 'the roles of the backend, within the boundary', () => {
  test.each<readonly [string, AppParameters, string, readonly Case[]]>([
    ['App Runner pulls the image, and reads nothing', runner, 'StartRole', image],
    ['the app on App Runner reads its secrets and keeps its files', runner, 'BackendRole', [...files, ...secrets]],
    [
      'Express pulls the image, reads the secrets and writes the logs',
      express,
      'StartRole',
      [...secrets, ...image, ...logs],
    ],
    ['the app on Express keeps its files, and reads no secret by itself', express, 'BackendRole', files],
    ['instances and app on Elastic Beanstalk', beanstalk, 'InstancesRole', [...files, ...secrets, ...image]],
  ])('%s', (_, target, role, allowed) => {
    expect(refusedOf(target, role, allowed)).toEqual([]);
    const rest = [...all.filter((each) => !allowed.includes(each)), ...forbidden];
    expect(refusedOf(target, role, rest)).toEqual(rest);
  });
});

describeWith('iam-simulator', "CloudFormation's role", () => {
  const policies = policiesOf(bootstrapStack(), 'CloudFormationRole');
  const attempt = (action: string, resource: string, more = {}): Attempt => ({
    ...{ action, resource, accountId, policies, keys: { 'iam:PermissionsBoundary': boundaryArn, ...more } },
  });

  test.each([runner, express, beanstalk])('makes the roles for %j, and attaches what they have attached', (target) => {
    const roles = Object.values(appStack(target).resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    const attempts = roles.flatMap(({ Properties }) => {
      const arn = `arn:aws:iam::${accountId}:role/webapp/${Properties['RoleName']}`;
      const attached = listOf(Properties['ManagedPolicyArns'] as string[] | undefined);
      return [
        ...['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole', 'iam:DeleteRole'].map((each) => attempt(each, arn)),
        ...attached.map((policy) => attempt('iam:AttachRolePolicy', arn, { 'iam:PolicyARN': policy })),
      ];
    });
    const found = verdicts(attempts);
    expect(attempts.filter((_, index) => found[index] !== 'Allowed').map(({ action }) => action)).toEqual([]);
    expect(attempts.length).toBeGreaterThan(7);
  });
});
