import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { listOf, type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import type { ResolvedStack } from '../support/cloudformation-template.ts';
import { accountId, accountStack, github, placeholders, region, whole } from './account-stack.ts';

const providerArn = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;
const stack = (parameters: Readonly<Record<string, string>>) => accountStack(parameters, providerArn);

/** All that a role may do, statement by statement. */
function permissions({ resources }: ResolvedStack, role: string): readonly unknown[] {
  const own = (resources[role]?.Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: PolicyDocument }[];
  const attached = Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && listOf(Properties['Roles']).includes(role))
    .map(({ Properties }) => Properties['PolicyDocument'] as PolicyDocument);
  return [...own.map(({ PolicyDocument }) => PolicyDocument), ...attached].flatMap(statementsOf).map(canonical);
}

interface Granted {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function canonical(statement: object): unknown {
  const lists = ['Action', 'Resource'];
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [name, lists.includes(name) ? listOf(value) : value]),
  );
}

function documented(file: string, actions: readonly string[]): readonly unknown[] {
  const values = { 'AWS::Region': region, 'AWS::AccountId': accountId, ...placeholders };
  const read = (action: string) => policyFor(readFileSync(`actions/${action}/${file}`, 'utf8'), values);
  return actions.flatMap((action) => statementsOf(read(action))).map(canonical);
}

const readStack = {
  ...{ Sid: 'ReadStack', Effect: 'Allow', Action: ['cloudformation:DescribeStacks'] },
  Resource: [`arn:aws:cloudformation:${region}:${accountId}:stack/clinic-prod/*`],
};
const backends = ['deploy-apprunner', 'deploy-ecs-express', 'deploy-beanstalk'];
const others = ['build-push-ecr', 'seed-rds', 'sync-spa-s3', 'invalidate-cloudfront', 'smoke-test'];

describe('permissions', () => {
  test.each(
    backends,
  )('with %s, the deploy role may do exactly what the actions document, and read its stack', (Backend) => {
    const granted = permissions(stack({ ...whole, Backend }), 'DeployRole');
    expect(new Set(granted)).toEqual(new Set([readStack, ...documented('iam-policy.json', [...others, Backend])]));
  });

  test.each(backends)('with %s, the plan role may do exactly what dry runs need', (Backend) => {
    const granted = permissions(stack({ ...whole, Backend }), 'PlanRole');
    const needed = documented('iam-policy-dry-run.json', [...others, Backend]);
    expect(new Set(granted)).toEqual(new Set([readStack, ...needed]));
  });

  test.each(backends)('with %s, the role that plans promotions may do exactly what dry runs need', (Backend) => {
    for (const PullRequests of ['nothing', 'preview']) {
      const granted = permissions(
        stack({ ...whole, Backend, PullRequests, PlanReadsSecrets: 'false' }),
        'PromotionPlanRole',
      );
      const needed = documented('iam-policy-dry-run.json', [...others, Backend]);
      expect(new Set(granted)).toEqual(new Set([readStack, ...needed]));
    }
  });

  test('the build role may push to its repositories, and nothing else', () => {
    const granted = permissions(stack(whole), 'BuildRole') as readonly Granted[];
    const needed = documented('iam-policy.json', ['build-push-ecr']) as readonly Granted[];
    const own = needed.filter(({ Sid }) => Sid !== 'CopyFromSourceRepository');
    expect(own).toHaveLength(needed.length - 1);
    expect(new Set(granted)).toEqual(new Set([readStack, ...own]));
    const registry = `arn:aws:ecr:${region}:${accountId}:repository`;
    for (const { Sid, Action, Resource } of granted) {
      for (const name of Action) expect(`${Sid} ${name}`).toMatch(/ (ecr:|kms:|cloudformation:DescribeStacks$)/);
      for (const name of Action) expect(`${Sid} ${name}`).not.toMatch(/Delete|SetRepositoryPolicy|\*|iam:|PutImageTag/);
      const readsAll = Action.every((name) => /^ecr:(GetAuthorizationToken|Describe\w+)$/.test(name));
      if (!readsAll && Action.some((name) => name.startsWith('ecr:')))
        expect([`${registry}/clinic-backend`, `${registry}/clinic-cache`]).toEqual(
          expect.arrayContaining([...Resource]),
        );
    }
  });

  test('only the release role can change what serves', () => {
    const changes = /^(apprunner|ecs|elasticbeanstalk|rds|iam|s3|cloudfront|secretsmanager):(?!Describe|List|Get)/;
    const changing = Object.entries(stack(whole).resources).flatMap(([role, { Type }]) => {
      if (Type !== 'AWS::IAM::Role' || role === 'PreviewRole') return [];
      const granted = permissions(stack(whole), role) as readonly Granted[];
      return granted.some(({ Action }) => Action.some((name) => changes.test(name))) ? [role] : [];
    });
    expect(changing).toEqual(['DeployRole']);
  });

  test('a session lasts as long as the stack says, for every role', () => {
    const durations = (parameters: object) =>
      Object.values(stack({ ...whole, ...parameters }).resources)
        .filter(({ Type }) => Type === 'AWS::IAM::Role')
        .map(({ Properties }) => Properties['MaxSessionDuration']);
    expect(durations({})).toEqual(Array(5).fill('3600'));
    expect(durations({ MaxSessionSeconds: '14400' })).toEqual(Array(5).fill('14400'));
  });

  test('plans of pull requests read no secrets unless that is asked for', () => {
    const text = JSON.stringify(permissions(stack({ ...whole, PlanReadsSecrets: 'false' }), 'PlanRole'));
    expect(text).not.toContain('secretsmanager');
    expect(text).toContain('ecr:DescribeImages');
  });

  test('the preview role invalidates, and keeps to previews/ of the bucket', () => {
    const granted = permissions(stack(whole), 'PreviewRole') as readonly { readonly Sid: string }[];
    const bucket = 'arn:aws:s3:::clinic-prod-site';
    expect(new Set(granted)).toEqual(
      new Set([
        readStack,
        ...documented('iam-policy.json', ['invalidate-cloudfront']),
        { Sid: 'ListPreviews', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucket] },
        {
          ...{ Sid: 'KeepPreviews', Effect: 'Allow', Resource: [`${bucket}/previews/pr-*`] },
          Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'],
        },
      ]),
    );
  });

  test('what an environment does not have is permitted nobody', () => {
    const { resources } = stack({ ...github, Backend: 'none', OidcProviderArn: providerArn });
    expect(Object.keys(resources)).toEqual(['DeployRole', 'PromotionPlanRole', 'ReadStack']);
    const some = {
      ...placeholders,
      KmsKeyArn: '',
      CacheRepositoryName: '',
      SourceRepositoryName: '',
      InstanceRoleArn: '',
    };
    const text = JSON.stringify(permissions(stack({ ...github, ...some }), 'DeployRole'));
    expect(text).not.toMatch(/kms:|clinic-cache|111111111111|role\/instance|""/);
    expect(text).toContain('role/access');
  });

  test('the policies of a role are within the quota of IAM, and the template within that of CloudFormation', () => {
    const long = Object.fromEntries(
      Object.entries(placeholders).map(([name, value]) => [name, name.endsWith('Arn') ? value : value.padEnd(40, 'x')]),
    );
    const characters = (Backend: string) =>
      JSON.stringify(permissions(stack({ ...whole, ...long, Backend }), 'DeployRole')).length;
    expect(Math.max(...backends.map(characters))).toBeLessThanOrEqual(10_240);
    expect(statSync('infra/account.yml').size).toBeLessThanOrEqual(51_200);
  });
});

test('the identity provider, which other stacks use too, outlives the stack that made it; the roles do not', () => {
  const { resources } = stack(whole);
  expect(resources['OidcProvider']?.DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(resources['DeployRole']?.DeletionPolicy).toBe('Delete');
});
