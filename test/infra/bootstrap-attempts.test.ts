import { expect, test } from '@jest/globals';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { type Attempt, verdicts } from '../oracles/iam-simulator/oracle.ts';
import { describeWith } from '../support/requires.ts';
import { accountId, bootstrapStack, boundaryArn, boundaryOf, policiesOf, region } from './environment-stacks.ts';

const stack = bootstrapStack({ HostedZoneId: 'Z1' });
const iam = (name: string) => `arn:aws:iam::${accountId}:${name}`;
const stackArn = (name: string, place = region) => `arn:aws:cloudformation:${place}:${accountId}:stack/${name}/1`;
const own = iam('role/webapp/clinic-prod-release');
const cloudFormationRole = iam('role/webapp-bootstrap/clinic-prod-cloudformation');
const boundary = { 'iam:PermissionsBoundary': boundaryArn };
const tagOf = (environment: string) => ({ 'aws:ResourceTag/webapp': environment });
const toCloudFormation = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
const changeSet = (name: string) => ({
  ...{ 'cloudformation:ChangeSetName': name, 'cloudformation:RoleArn': cloudFormationRole },
});
const { 'cloudformation:RoleArn': _, ...withoutRole } = changeSet('apply-1');

type Case = readonly [action: string, resource: string, keys?: Readonly<Record<string, string>>];

interface Caller {
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
}

function expectAll({ policies, boundary: most }: Caller, cases: readonly Case[], allowed: boolean): void {
  const attempts = cases.map(
    ([action, resource, keys = {}]): Attempt => ({ action, resource, keys, accountId, policies, boundary: most }),
  );
  const found = verdicts(attempts).map((verdict, index) => [...(cases[index] ?? []), verdict]);
  const wanted = allowed ? /^Allowed$/ : /^(Im|Ex)plicitlyDenied$/;
  expect(found.filter((each) => !wanted.test(String(each.at(-1))))).toEqual([]);
}

describeWith('iam-simulator', 'the provisioning role', () => {
  const caller = { policies: policiesOf(stack, 'ProvisionRole') };

  test("makes and carries out change sets of this environment's four stacks", () => {
    const stacks = [...['data', 'app', 'monitoring'].map((name) => stackArn(`clinic-prod-${name}`))];
    const all = [...stacks, stackArn('clinic-prod-edge', 'us-east-1')];
    const cases = all.flatMap((arn): readonly Case[] => [
      ['cloudformation:CreateChangeSet', arn, changeSet('apply-1')],
      ['cloudformation:ExecuteChangeSet', arn, changeSet('apply-1')],
      ['cloudformation:DescribeStackEvents', arn],
      ['cloudformation:DeleteStack', arn],
    ]);
    expectAll(caller, [...cases, ['iam:PassRole', cloudFormationRole, toCloudFormation]], true);
  });

  test('touches no other stack, and no role but that of CloudFormation', () => {
    const others = [
      'clinic-prod-bootstrap',
      'clinic-prod-eu-data',
      'clinic-dev-data',
      'shop-prod-data',
      'clinic-prod-database',
    ];
    const cases = others.flatMap((name): readonly Case[] => [
      ['cloudformation:CreateChangeSet', stackArn(name), changeSet('apply-1')],
      ['cloudformation:ExecuteChangeSet', stackArn(name), changeSet('apply-1')],
      ['cloudformation:DeleteStack', stackArn(name)],
    ]);
    const elsewhere = stackArn('clinic-prod-edge');
    expectAll(
      caller,
      [
        ...cases,
        ['cloudformation:CreateChangeSet', elsewhere, changeSet('apply-1')],
        ['cloudformation:CreateChangeSet', stackArn('clinic-prod-app'), withoutRole],
        [
          'cloudformation:CreateChangeSet',
          stackArn('clinic-prod-app'),
          { ...withoutRole, 'cloudformation:RoleArn': iam('role/Admin') },
        ],
        ['cloudformation:ExecuteChangeSet', stackArn('clinic-prod-app'), changeSet('plan-1')],
        ['cloudformation:UpdateStack', stackArn('clinic-prod-app'), { 'cloudformation:RoleArn': cloudFormationRole }],
        ['cloudformation:CreateStack', stackArn('clinic-prod-app'), { 'cloudformation:RoleArn': cloudFormationRole }],
        ['iam:PassRole', cloudFormationRole, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
        ['iam:PassRole', iam('role/Admin'), toCloudFormation],
        ['iam:PassRole', own, toCloudFormation],
        ['sts:AssumeRole', cloudFormationRole],
        ['iam:CreateRole', own, boundary],
        ['rds:DeleteDBInstance', `arn:aws:rds:${region}:${accountId}:db:clinic-prod-db`],
        [
          'secretsmanager:GetSecretValue',
          `arn:aws:secretsmanager:${region}:${accountId}:secret:clinic-prod/database-AbCdEf`,
        ],
      ],
      false,
    );
  });
});

describeWith('iam-simulator', 'the plan role of pull requests', () => {
  const caller = { policies: policiesOf(stack, 'PlanRole') };
  const app = stackArn('clinic-prod-app');

  test('makes change sets to look at, and carries none out', () => {
    expectAll(caller, [['cloudformation:CreateChangeSet', app, changeSet('plan-7')]], true);
    expectAll(caller, [['cloudformation:DescribeChangeSet', app, changeSet('plan-7')]], true);
    expectAll(
      caller,
      [
        ['cloudformation:CreateChangeSet', app, changeSet('apply-1')],
        ['cloudformation:CreateChangeSet', app, { ...withoutRole, 'cloudformation:ChangeSetName': 'plan-7' }],
        ['cloudformation:DeleteChangeSet', app, changeSet('apply-1')],
        ['cloudformation:ExecuteChangeSet', app, changeSet('plan-7')],
        ['cloudformation:DeleteStack', app],
        ['cloudformation:ContinueUpdateRollback', app],
        ['cloudformation:UpdateStack', app],
        ['iam:PassRole', iam('role/Admin'), toCloudFormation],
        ['s3:GetObject', `arn:aws:s3:::clinic-prod-files-${accountId}/uploads/1`],
        ['ssm:GetParameters', `arn:aws:ssm:${region}:${accountId}:parameter/secret`],
      ],
      false,
    );
  });

  test('is not there where pull requests get nothing', () => {
    const { resources, outputs } = bootstrapStack({ PullRequests: 'nothing' });
    expect(resources).not.toHaveProperty('PlanRole');
    expect(outputs).not.toHaveProperty('PlanRole');
  });
});

describeWith('iam-simulator', "CloudFormation's role", () => {
  const caller = { policies: policiesOf(stack, 'CloudFormationRole') };

  test('makes roles with the boundary only, and attaches what the templates attach', () => {
    const web = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier', ...boundary };
    expectAll(
      caller,
      [
        ['iam:CreateRole', own, boundary],
        ['iam:PutRolePolicy', own, boundary],
        ['iam:AttachRolePolicy', iam('role/webapp/clinic-prod-instances'), web],
      ],
      true,
    );
    const administrator = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess', ...boundary };
    expectAll(
      caller,
      [
        ['iam:CreateRole', own],
        ['iam:CreateRole', own, { 'iam:PermissionsBoundary': iam('policy/own-boundary') }],
        ['iam:CreateRole', iam('role/clinic-prod-release'), boundary],
        ['iam:CreateRole', iam('role/webapp/clinic-prod-admin'), boundary],
        ['iam:CreateRole', iam('role/webapp/clinic-prod-eu-release'), boundary],
        ['iam:AttachRolePolicy', iam('role/webapp/clinic-prod-instances'), administrator],
        ['iam:AttachRolePolicy', own, web],
        ['iam:PutRolePolicy', own, { 'iam:PermissionsBoundary': iam('policy/own-boundary') }],
      ],
      false,
    );
  });

  test('cannot change what it was made with, nor make users and keys', () => {
    const bootstrap = ['cloudformation', 'provision', 'provision-plan'].map((name) =>
      iam(`role/webapp-bootstrap/clinic-prod-${name}`),
    );
    const roles = [...bootstrap, iam('role/Admin'), iam('role/webapp/clinic-prod-eu-release')];
    expectAll(
      caller,
      [
        ...roles.flatMap((arn): readonly Case[] => [
          ['iam:PutRolePolicy', arn, boundary],
          ['iam:UpdateAssumeRolePolicy', arn],
          ['iam:DeleteRole', arn],
          ['iam:PassRole', arn, toCloudFormation],
        ]),
        ['iam:DeleteRolePermissionsBoundary', own, boundary],
        ['iam:PutRolePermissionsBoundary', own, { 'iam:PermissionsBoundary': iam('policy/own-boundary') }],
        ['iam:CreatePolicy', iam('policy/webapp-bootstrap/other')],
        ['iam:CreatePolicyVersion', boundaryArn],
        ['iam:DeletePolicy', boundaryArn],
        ['iam:SetDefaultPolicyVersion', boundaryArn],
        ['iam:CreateUser', iam('user/me')],
        ['iam:CreateAccessKey', iam('user/me')],
        ['iam:CreateLoginProfile', iam('user/me')],
        ['iam:AttachUserPolicy', iam('user/me')],
        ['iam:UpdateOpenIDConnectProviderThumbprint', iam('oidc-provider/token.actions.githubusercontent.com')],
        ['sts:AssumeRole', iam('role/Admin')],
        ['cloudformation:UpdateStack', stackArn('clinic-prod-bootstrap')],
        ['cloudformation:ExecuteChangeSet', stackArn('clinic-prod-bootstrap')],
        ['organizations:LeaveOrganization', '*'],
        ['budgets:ModifyBudget', `arn:aws:budgets::${accountId}:budget/clinic-prod`],
      ],
      false,
    );
  });

  test("leaves the neighbour's things alone", () => {
    const at = (service: string, name: string) => `arn:aws:${service}:${region}:${accountId}:${name}`;
    expectAll(
      caller,
      [
        ['rds:DeleteDBInstance', at('rds', 'db:clinic-prod-eu-db')],
        ['rds:DeleteDBInstance', at('rds', 'db:shop-prod-db')],
        ['ec2:TerminateInstances', at('ec2', 'instance/i-1'), tagOf('clinic-prod-eu')],
        ['ec2:ModifyInstanceAttribute', at('ec2', 'instance/i-1')],
        ['ec2:CreateTags', at('ec2', 'instance/i-1')],
        ['ec2:CreateTags', at('ec2', 'instance/i-1'), tagOf('shop-prod')],
        ['ec2:AuthorizeSecurityGroupIngress', at('ec2', 'security-group/sg-1'), tagOf('shop-prod')],
        ['lambda:UpdateFunctionCode', at('lambda', 'function:shop-prod-cleanup')],
        ['lambda:InvokeFunction', at('lambda', 'function:admin')],
        ['s3:DeleteBucket', 'arn:aws:s3:::clinic-prod-eu-files-222222222222'],
        ['s3:PutBucketPolicy', 'arn:aws:s3:::shop'],
        ['s3:GetObject', `arn:aws:s3:::clinic-prod-files-${accountId}/uploads/1`],
        ['secretsmanager:GetSecretValue', at('secretsmanager', 'secret:clinic-prod-eu/database-AbCdEf')],
        ['secretsmanager:GetSecretValue', at('secretsmanager', 'secret:rds!db-1-AbCdEf')],
        ['ssm:GetParameters', at('ssm', 'parameter/password')],
        ['cloudfront:DeleteDistribution', `arn:aws:cloudfront::${accountId}:distribution/E9`, tagOf('shop-prod')],
        ['acm:DeleteCertificate', at('acm', 'certificate/1'), tagOf('shop-prod')],
        ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z2'],
        ['ecr:DeleteRepository', at('ecr', 'repository/shop-prod-backend')],
        ['ecr:PutImage', at('ecr', 'repository/clinic-prod-backend')],
        ['apprunner:DeleteService', at('apprunner', 'service/clinic-prod/0123456789abcdef0123456789abcdef')],
        ['elasticbeanstalk:TerminateEnvironment', at('elasticbeanstalk', 'environment/shop/shop-prod')],
      ],
      false,
    );
  });

  test('without a hosted zone it makes no records', () => {
    const policies = policiesOf(bootstrapStack(), 'CloudFormationRole');
    const zone = 'arn:aws:route53:::hostedzone/Z1';
    expectAll(caller, [['route53:ChangeResourceRecordSets', zone]], true);
    expectAll({ policies }, [['route53:ChangeResourceRecordSets', zone]], false);
  });
});

describeWith('iam-simulator', 'within the boundary', () => {
  const administrator = { policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] } as const;
  const caller: Caller = { policies: [...administrator.policies], boundary: boundaryOf(stack) };

  test('even a role that may do everything makes no roles, users, keys, and reaches no stack of the environment', () => {
    const everything = [
      ...['CreateRole', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'DeleteRolePermissionsBoundary'],
      'AttachRolePolicy',
    ];
    expectAll(
      caller,
      [
        ...everything.map((name): Case => [`iam:${name}`, own, boundary]),
        ['iam:CreatePolicyVersion', boundaryArn],
        ['iam:CreateUser', iam('user/me')],
        ['iam:CreateAccessKey', iam('user/me')],
        ['iam:PassRole', iam('role/Admin')],
        ['iam:PassRole', cloudFormationRole, toCloudFormation],
        ['iam:PassRole', own],
        ['sts:AssumeRole', iam('role/Admin')],
        ...['data', 'app', 'bootstrap'].flatMap((name): readonly Case[] => [
          ['cloudformation:UpdateStack', stackArn(`clinic-prod-${name}`)],
          ['cloudformation:ExecuteChangeSet', stackArn(`clinic-prod-${name}`)],
          ['cloudformation:CreateChangeSet', stackArn(`clinic-prod-${name}`)],
        ]),
        ['rds:DeleteDBInstance', `arn:aws:rds:${region}:${accountId}:db:clinic-prod-db`],
        ['rds:ModifyDBInstance', `arn:aws:rds:${region}:${accountId}:db:clinic-prod-db`],
        ['lambda:UpdateFunctionCode', `arn:aws:lambda:${region}:${accountId}:function:admin`],
        ['ec2:ModifyInstanceAttribute', `arn:aws:ec2:${region}:${accountId}:instance/i-1`],
        ['ssm:SendCommand', `arn:aws:ec2:${region}:${accountId}:instance/i-1`],
        ['ssm:StartSession', `arn:aws:ec2:${region}:${accountId}:instance/i-1`, tagOf('shop-prod')],
        ['s3:GetObject', 'arn:aws:s3:::shop/1'],
        ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${region}:${accountId}:secret:shop/x-AbCdEf`],
        ['kms:Decrypt', `arn:aws:kms:${region}:${accountId}:key/1`],
        ['organizations:LeaveOrganization', '*'],
      ],
      false,
    );
  });
});
