import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetInstanceProfileCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import type { Access, Caller } from './core/service.ts';
import { conditionsHold } from './iam/conditions.ts';
import { evaluate } from './iam/evaluate.ts';
import { matchesArn, matchesPattern, withVariables } from './iam/pattern.ts';
import type { ConditionKeys, Conditions, PolicyDocument, Statement } from './iam/policy.ts';
import { policyFor } from './iam/policy-template.ts';

const alice: Caller = {
  accountId: '111111111111',
  arn: 'arn:aws:iam::111111111111:user/alice',
  userId: 'AIDA1',
  kind: 'User',
  policies: [],
  keys: { 'aws:username': 'alice' },
};

function may(statements: readonly Statement[], access: Partial<Access> = {}, caller: Partial<Caller> = {}): boolean {
  const who = { ...alice, policies: [{ Statement: statements }], ...caller };
  const wanted = { action: 's3:GetObject', resource: 'arn:aws:s3:::site/index.html', ...access };
  return evaluate(who, wanted, who.keys).allowed;
}

const allow = (Action: string, Resource = '*'): Statement => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string, Resource = '*'): Statement => ({ Effect: 'Deny', Action, Resource });

describe('a policy', () => {
  test.each<readonly [string, boolean, readonly Statement[]]>([
    ['without a statement denies', false, []],
    ['allows the action it names', true, [allow('s3:GetObject')]],
    ['takes actions without regard to case', true, [allow('S3:getobject')]],
    ['allows by wildcard', true, [allow('s3:Get*', 'arn:aws:s3:::site/*')]],
    ['keeps to its resources', false, [allow('s3:*', 'arn:aws:s3:::other/*')]],
    ['lets a deny win, whatever the order', false, [allow('*'), deny('s3:GetObject', 'arn:aws:s3:::site/*')]],
    ['allows all but NotAction', false, [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
    ['allows all but NotResource', true, [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::other/*' }]],
    [
      'fills variables',
      true,
      [{ ...allow('s3:*', 'arn:aws:s3:::site/*'), Condition: { StringEquals: { 'aws:username': '${aws:username}' } } }],
    ],
    [
      'holds all of its conditions',
      false,
      [{ ...allow('*'), Condition: { StringEquals: { 'aws:username': 'alice', 'aws:PrincipalTag/team': 'a' } } }],
    ],
  ])('%s', (_, expected, statements) => {
    expect(may(statements)).toBe(expected);
  });

  test('of a session narrows', () => {
    const sessionPolicy: PolicyDocument = { Statement: allow('s3:ListBucket') };
    expect(may([allow('s3:*')], {}, { sessionPolicy })).toBe(false);
    expect(may([allow('s3:*')], { action: 's3:ListBucket' }, { sessionPolicy })).toBe(true);
  });

  test('of a resource is enough within an account, and one of two across accounts', () => {
    const resourcePolicy: PolicyDocument = { Statement: { ...allow('s3:*'), Principal: { AWS: alice.arn } } };
    expect(may([], { resourcePolicy, resourceAccountId: alice.accountId })).toBe(true);
    expect(may([], { resourcePolicy, resourceAccountId: '222222222222' })).toBe(false);
    expect(may([allow('s3:*')], { resourcePolicy, resourceAccountId: '222222222222' })).toBe(true);
    expect(may([allow('s3:*')], { resourceAccountId: '222222222222' })).toBe(false);
  });

  test('of a resource that names the account leaves it to the account', () => {
    const resourcePolicy: PolicyDocument = {
      Statement: { ...allow('s3:*'), Principal: { AWS: `arn:aws:iam::${alice.accountId}:root` } },
    };
    const access = { resourcePolicy, resourceAccountId: alice.accountId };
    expect([may([], access), may([allow('s3:*')], access)]).toEqual([false, true]);
  });

  test('of a resource denies too', () => {
    const resourcePolicy: PolicyDocument = { Statement: { ...deny('s3:*'), Principal: '*' } };
    expect(may([allow('*')], { resourcePolicy, resourceAccountId: alice.accountId })).toBe(false);
  });
});

describe('conditions', () => {
  const keys: ConditionKeys = {
    'aws:username': 'alice',
    'aws:SourceArn': 'arn:aws:cloudfront::1:distribution/E1',
    's3:max-keys': '10',
    'aws:CurrentTime': '2026-11-02T09:00:00Z',
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '10.1.2.3',
    'aws:TagKeys': ['app', 'env'],
  };

  test.each<readonly [boolean, string, string, string | readonly string[]]>([
    [true, 'StringEquals', 'aws:username', ['bob', 'alice']],
    [true, 'StringEquals', 'AWS:UserName', 'alice'],
    [false, 'StringEquals', 'aws:username', 'al*'],
    [true, 'StringLike', 'aws:username', 'al?c*'],
    [false, 'StringNotEquals', 'aws:username', ['bob', 'alice']],
    [true, 'StringNotLike', 'aws:username', 'b*'],
    [true, 'StringEqualsIgnoreCase', 'aws:username', 'ALICE'],
    [false, 'StringEquals', 'aws:missing', 'x'],
    [true, 'StringEqualsIfExists', 'aws:missing', 'x'],
    [true, 'StringNotEquals', 'aws:missing', 'x'],
    [true, 'Null', 'aws:missing', 'true'],
    [false, 'Null', 'aws:username', 'true'],
    [true, 'Null', 'aws:username', 'false'],
    [true, 'ArnLike', 'aws:SourceArn', 'arn:aws:cloudfront::*:distribution/*'],
    [false, 'ArnLike', 'aws:SourceArn', 'arn:aws:*:distribution/E1'],
    [true, 'NumericLessThanEquals', 's3:max-keys', '10'],
    [false, 'NumericGreaterThan', 's3:max-keys', '10'],
    [true, 'DateLessThan', 'aws:CurrentTime', '2026-11-02T10:00:00Z'],
    [true, 'Bool', 'aws:SecureTransport', 'true'],
    [true, 'IpAddress', 'aws:SourceIp', '10.0.0.0/8'],
    [false, 'NotIpAddress', 'aws:SourceIp', '10.1.2.3'],
    [true, 'ForAllValues:StringEquals', 'aws:TagKeys', ['app', 'env', 'team']],
    [false, 'ForAllValues:StringEquals', 'aws:TagKeys', ['app']],
    [true, 'ForAnyValue:StringEquals', 'aws:TagKeys', ['env']],
    [true, 'ForAllValues:StringEquals', 'aws:missing', ['env']],
    [false, 'ForAnyValue:StringEquals', 'aws:missing', ['env']],
  ])('%s: %s of %s with %j', (expected, operator, key, values) => {
    const conditions: Conditions = { [operator]: { [key]: values } };
    expect(conditionsHold(conditions, keys)).toBe(expected);
  });
});

describe('patterns', () => {
  test.each([
    ['*', '', true],
    ['a*b*c', 'aXXbYYc', true],
    ['a*b*c', 'aXXbYY', false],
    ['a?c', 'ac', false],
    ['**a', 'bba', true],
  ])('%s against %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  test('do not reach over an ARN’s colons', () => {
    expect(matchesArn('arn:aws:s3:::site/*', 'arn:aws:s3:::site/a:b/c')).toBe(true);
    expect(matchesArn('arn:aws:*', 'arn:aws:s3:::site')).toBe(false);
  });

  test('take a variable’s value literally', () => {
    const filled = withVariables('home/${aws:username}/*', { 'aws:username': 'a*b' }) ?? '';
    expect([matchesPattern(filled, 'home/a*b/x'), matchesPattern(filled, 'home/aXb/x')]).toEqual([true, false]);
    expect(withVariables('${aws:username}', {})).toBeUndefined();
    expect(withVariables("${aws:username, 'nobody'}", {})).toBe('nobody');
  });
});

describe('a policy template', () => {
  const template =
    '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:${AWS::Partition}:s3:::${BucketName}/${aws:username}"}}';

  test('is filled, but for IAM’s own variables', () => {
    expect(policyFor(template, { BucketName: 'site' }).Statement).toMatchObject({
      Resource: 'arn:aws:s3:::site/${aws:username}',
    });
  });

  test('is refused while a placeholder has no value', () => {
    expect(() => policyFor(template, {})).toThrow('${BucketName}');
  });
});

describe('a service', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());

  test('acts under a role that trusts it, and under no other', () => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: 'build.apprunner.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
    const { arn } = cloud.iam.role({
      accountId: '111111111111',
      name: 'access',
      trust,
      policies: [{ Statement: allow('ecr:*') }],
    });
    const caller = cloud.iam.assumeForService(arn, 'build.apprunner.amazonaws.com', 'AppRunner');
    expect(caller?.arn).toBe('arn:aws:sts::111111111111:assumed-role/access/AppRunner');
    expect(caller && cloud.iam.allows(caller, { action: 'ecr:BatchGetImage', resource: '*' }, 'us-east-1')).toBe(true);
    expect(cloud.iam.assumeForService(arn, 'tasks.apprunner.amazonaws.com', 'AppRunner')).toBeUndefined();
  });

  test('says AccessDenied in the words of its protocol', async () => {
    const nobody = cloud.iam.user({ accountId: '111111111111', name: 'nobody', policies: [] });
    const options = { endpoint: cloud.endpoint, region: 'us-east-1', credentials: nobody, maxAttempts: 1 };
    const secrets = new SecretsManagerClient(options).send(new GetSecretValueCommand({ SecretId: 'x' }));
    await expect(secrets).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111111111111:user/nobody is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111111111111:secret:x because no identity-based policy allows the secretsmanager:GetSecretValue action',
    });
    const stacks = new CloudFormationClient(options).send(new DescribeStacksCommand({}));
    await expect(stacks).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    const unknown = new SecretsManagerClient({
      ...options,
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
    });
    await expect(unknown.send(new GetSecretValueCommand({ SecretId: 'x' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('the API', () => {
  const trust: PolicyDocument = {
    Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const encoded = encodeURIComponent(JSON.stringify(trust));
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud();
    cloud.iam.role({ accountId: '111111111111', name: 'web', trust, policies: [] });
  });
  afterAll(() => cloud.close());

  const client = (accountId: string, actions: readonly string[]) => {
    const policies = [{ Statement: actions.map((action) => allow(action)) }];
    const credentials = cloud.iam.user({ accountId, name: 'reader', policies });
    return new IAMClient({ endpoint: cloud.endpoint, region: 'eu-central-1', credentials });
  };

  test('tells whom a role trusts, and which role is in an instance profile', async () => {
    const iam = client('111111111111', ['iam:GetRole', 'iam:GetInstanceProfile']);
    const arn = 'arn:aws:iam::111111111111:role/web';
    expect(await iam.send(new GetRoleCommand({ RoleName: 'web' }))).toMatchObject({
      Role: { RoleName: 'web', Arn: arn, AssumeRolePolicyDocument: encoded },
    });
    expect(await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'web' }))).toMatchObject({
      InstanceProfile: { Roles: [{ Arn: arn, AssumeRolePolicyDocument: encoded }] },
    });
  });

  test('finds roles of the caller’s account only, for those who may look', async () => {
    const other = client('222222222222', ['iam:*']);
    await expect(other.send(new GetRoleCommand({ RoleName: 'web' }))).rejects.toMatchObject({
      ...{ name: 'NoSuchEntityException', message: 'The role with name web cannot be found.' },
      $metadata: { httpStatusCode: 404 },
    });
    const profile = new GetInstanceProfileCommand({ InstanceProfileName: 'web' });
    await expect(other.send(profile)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    const nobody = client('111111111111', ['s3:*']);
    await expect(nobody.send(new GetRoleCommand({ RoleName: 'web' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
