import { statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { readTemplate } from '../support/cloudformation-yaml.ts';
import { accountId, boundaryArn, clinic, environmentStack } from './environment-stacks.ts';

type Parameters = Readonly<Record<string, string>>;
const stack = (parameters: Parameters = {}) => environmentStack('data', parameters);
const properties = (name: string, parameters: Parameters = {}) => stack(parameters).resources[name]?.Properties ?? {};
const existing = {
  VpcId: 'vpc-1',
  ExistingPublicSubnets: 'subnet-1,subnet-2',
  ExistingPrivateSubnets: 'subnet-3,subnet-4',
};
const without = { Database: 'none', Bastion: 'false' };

describe('the database', () => {
  test.each([
    ['postgres-17', { Engine: 'postgres', EngineVersion: '17' }, 'postgres17', { 'rds.force_ssl': '1' }],
    ['postgres-16', { Engine: 'postgres', EngineVersion: '16' }, 'postgres16', { 'rds.force_ssl': '1' }],
    ['mysql-8.4', { Engine: 'mysql', EngineVersion: '8.4' }, 'mysql8.4', { require_secure_transport: '1' }],
    ['mysql-8.0', { Engine: 'mysql', EngineVersion: '8.0' }, 'mysql8.0', { require_secure_transport: '1' }],
  ])('%s is what was asked for, and speaks TLS only', (Database, engine, Family, Parameters) => {
    expect(properties('DatabaseInstance', { Database })).toMatchObject(engine);
    expect(properties('DatabaseParameters', { Database })).toMatchObject({ Family, Parameters });
    expect(properties('DatabaseInstance', { Database })['DBParameterGroupName']).toBe('DatabaseParameters');
  });

  test('is private, encrypted, backed up for seven days, protected, and grows', () => {
    expect(properties('DatabaseInstance')).toMatchObject({
      ...{ PubliclyAccessible: false, StorageEncrypted: true, BackupRetentionPeriod: '7', DeletionProtection: 'true' },
      ...{ AllocatedStorage: '20', MaxAllocatedStorage: '100', StorageType: 'gp3', DBInstanceClass: 'db.t4g.micro' },
      ...{ ManageMasterUserPassword: true, EnableIAMDatabaseAuthentication: true },
    });
    expect(properties('DatabaseInstance')).not.toHaveProperty('MasterUserPassword');
  });

  test('costs no extended support unless that is said', () => {
    const support = (Database: string) => properties('DatabaseInstance', { Database })['EngineLifecycleSupport'];
    for (const Database of ['postgres-17', 'postgres-16', 'mysql-8.4'])
      expect(support(Database)).toBe('open-source-rds-extended-support-disabled');
    expect(support('mysql-8.0')).toBe('open-source-rds-extended-support');
  });

  test('is reached from the service, the clean-up and the bastion, and from nowhere else', () => {
    const { resources } = stack({ Database: 'mysql-8.4' });
    const into = Object.values(resources).filter(({ Type }) => Type === 'AWS::EC2::SecurityGroupIngress');
    expect(into.map(({ Properties }) => Properties['SourceSecurityGroupId']).toSorted()).toEqual([
      ...['BastionSecurityGroup', 'CleanupSecurityGroup', 'ServiceSecurityGroup'],
    ]);
    for (const { Properties } of into)
      expect(Properties).toMatchObject({ GroupId: 'DatabaseSecurityGroup', FromPort: 3306, ToPort: 3306 });
    for (const { Properties } of Object.values(resources))
      expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(properties('DatabaseInstance')['VPCSecurityGroups']).toEqual(['DatabaseSecurityGroup']);
    expect(properties('DatabaseSubnets')['SubnetIds']).toEqual(['PrivateSubnetA', 'PrivateSubnetB']);
  });

  test('is not there where it is none, and neither is what belongs to it', () => {
    const { resources, outputs } = stack(without);
    expect(Object.keys(resources).filter((name) => /Database|Password|Cleanup|Bastion/.test(name))).toEqual([]);
    expect(Object.keys(outputs)).toEqual([
      'Vpc',
      'PublicSubnets',
      'PrivateSubnets',
      'ServiceSecurityGroup',
      'FilesBucket',
    ]);
  });
});

describe('the secrets', () => {
  const url = (parameters: Parameters) =>
    JSON.parse(String(properties('DatabaseSecret', parameters)['SecretString'])).url as string;
  const password = '{{resolve:secretsmanager:AppPassword:SecretString:password}}';
  const host = 'DatabaseInstance.Endpoint.Address:DatabaseInstance.Endpoint.Port';

  test('the app gets a URL with a password that nobody has seen', () => {
    expect(url({})).toBe(`postgresql://app:${password}@${host}/app`);
    expect(url({ Database: 'mysql-8.4', DatabaseName: 'cmep_prod' })).toBe(`mysql://app:${password}@${host}/cmep_prod`);
    expect(url({ UrlScheme: 'postgresql+asyncpg', UrlQuery: 'ssl=require' })).toBe(
      `postgresql+asyncpg://app:${password}@${host}/app?ssl=require`,
    );
    for (const name of ['AppPassword', 'MigrationPassword'])
      expect(properties(name)['GenerateSecretString']).toMatchObject({ ExcludePunctuation: true, PasswordLength: 32 });
  });

  test('app and migrations have users of their own', () => {
    const user = (name: string) =>
      JSON.parse(
        (properties(name)['GenerateSecretString'] as { readonly SecretStringTemplate: string }).SecretStringTemplate,
      );
    expect([user('AppPassword'), user('MigrationPassword')]).toEqual([{ username: 'app' }, { username: 'migrations' }]);
    expect(stack().outputs).toMatchObject({ DatabaseSecret: 'DatabaseSecret', MigrationSecret: 'MigrationPassword' });
  });
});

describe('the bastion', () => {
  const launch = (parameters: Parameters = {}) =>
    properties('BastionLaunch', parameters)['LaunchTemplateData'] as Readonly<Record<string, unknown>>;

  test('stops itself each time, and does not end', () => {
    const script = Buffer.from(String(launch({ BastionMinutes: '90' })['UserData']), 'base64').toString();
    expect(script).toBe('#cloud-boothook\n#!/bin/sh\nshutdown -P +90\n');
    expect(launch()).toMatchObject({
      InstanceInitiatedShutdownBehavior: 'stop',
      MetadataOptions: { HttpTokens: 'required' },
    });
  });

  test('lets nobody in, calls Session Manager and the database, and can do nothing else', () => {
    expect(properties('BastionSecurityGroup')['SecurityGroupEgress']).toMatchObject([
      { FromPort: 5432, DestinationSecurityGroupId: 'DatabaseSecurityGroup' },
      { FromPort: 443, ToPort: 443 },
    ]);
    const { Policies, PermissionsBoundary } = properties('BastionRole');
    expect(PermissionsBoundary).toBe(boundaryArn);
    const [policy] = Policies as readonly { readonly PolicyDocument: PolicyDocument }[];
    const actions = statementsOf(policy?.PolicyDocument as PolicyDocument).flatMap(({ Action }) => Action);
    expect(actions.every((action) => /^(ssm:UpdateInstanceInformation|ssmmessages:\w+)$/.test(String(action)))).toBe(
      true,
    );
  });

  test('its disk is encrypted, and its image is looked up when it is made, so a newer one replaces nothing', () => {
    expect(launch()['BlockDeviceMappings']).toMatchObject([{ Ebs: { Encrypted: true } }]);
    expect(launch()['ImageId']).toMatch(/^resolve:ssm:\/aws\/service\//);
  });
});

describe('the network', () => {
  test('has no NAT gateway, and a free way to S3', () => {
    const types = Object.values(stack().resources).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::EC2::NatGateway');
    expect(properties('S3Endpoint')).toMatchObject({
      VpcEndpointType: 'Gateway',
      RouteTableIds: ['PublicRoutes', 'PrivateRoutes'],
    });
    expect(properties('RouteToInternet')['RouteTableId']).toBe('PublicRoutes');
  });

  test('can be one that exists', () => {
    const { resources, outputs } = stack(existing);
    const made = Object.values(resources).filter(({ Type }) => /::(VPC|Subnet|Route|InternetGateway)/.test(Type));
    expect(made).toEqual([]);
    expect(outputs).toMatchObject({
      Vpc: 'vpc-1',
      PublicSubnets: 'subnet-1,subnet-2',
      PrivateSubnets: 'subnet-3,subnet-4',
    });
    expect(properties('DatabaseSubnets', existing)['SubnetIds']).toEqual(['subnet-3', 'subnet-4']);
    expect(launchSubnet(existing)).toBe('subnet-1');
    expect(launchSubnet({})).toBe('PublicSubnetA');
  });

  const launchSubnet = (parameters: Parameters) => {
    const data = properties('BastionLaunch', parameters)['LaunchTemplateData'];
    return (data as { readonly NetworkInterfaces: readonly { readonly SubnetId: string }[] }).NetworkInterfaces[0]
      ?.SubnetId;
  };
});

test('the bucket of files is private, encrypted, versioned, and speaks TLS only', () => {
  expect(properties('FilesBucket')).toMatchObject({
    BucketName: `clinic-prod-files-${accountId}`,
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
  expect(statementsOf(properties('FilesBucketPolicy')['PolicyDocument'] as PolicyDocument)).toMatchObject([
    { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
  expect(stack({ Files: 'false' }).outputs).not.toHaveProperty('FilesBucket');
});

describe('parameters without effect are refused before anything is made', () => {
  const refused = (parameters: Parameters) => refusals('infra/data.yml', { ...clinic, ...parameters });

  test.each<readonly [Parameters, RegExp]>([
    [{ Database: 'mysql-8.0' }, /2026-07-31.*146 USD a month.*ExtendedSupport=true/],
    [{ ExtendedSupport: 'true' }, /for mysql-8\.0 only/],
    [{ ...without, DatabaseClass: 'db.t4g.small' }, /have no effect/],
    [{ ...without, MultiAz: 'true' }, /have no effect/],
    [{ ...without, UrlQuery: 'ssl=require' }, /UrlScheme and UrlQuery have no effect/],
    [{ Database: 'none' }, /Bastion=false/],
    [{ Bastion: 'false', BastionMinutes: '30' }, /BastionMinutes has no effect/],
    [{ Files: 'false', OldFilesDays: '7' }, /OldFilesDays has no effect/],
    [{ VpcId: 'vpc-1' }, /VpcId needs/],
    [{ ExistingPublicSubnets: 'subnet-1,subnet-2' }, /no effect without VpcId/],
  ])('%j', (parameters, why) => {
    expect(refused(parameters)).toEqual([expect.stringMatching(why)]);
  });

  test.each<Parameters>([
    {},
    { Database: 'mysql-8.0', ExtendedSupport: 'true' },
    { ...without, Files: 'false' },
    existing,
    { DatabaseClass: 'db.r8g.large', MultiAz: 'true', BackupDays: '14', UrlQuery: 'sslmode=require' },
  ])('%j is taken', (parameters) => {
    expect(refused(parameters)).toEqual([]);
  });
});

test('what holds data stays when its stack goes; a first creation that failed leaves nothing in the way of the next', () => {
  const kept = Object.entries(stack().resources).filter(([, { DeletionPolicy }]) => DeletionPolicy !== 'Delete');
  expect(kept.map(([name, { DeletionPolicy }]) => [name, DeletionPolicy])).toEqual([
    ['DatabaseInstance', 'RetainExceptOnCreate'],
    ['FilesBucket', 'RetainExceptOnCreate'],
  ]);
});

test('with the longest names, all names are within the limits', () => {
  const { resources } = stack({ App: 'a'.repeat(19), Environment: 'e'.repeat(19) });
  const limits = {
    BucketName: 63,
    DBInstanceIdentifier: 63,
    RoleName: 64,
    InstanceProfileName: 128,
    GroupDescription: 255,
  };
  for (const [name, limit] of Object.entries(limits)) {
    const given = Object.values(resources).flatMap(({ Properties }) => Properties[name] ?? []);
    expect(given.length).toBeGreaterThan(0);
    for (const value of given) expect(String(value).length).toBeLessThanOrEqual(limit);
  }
  expect(statSync('infra/data.yml').size).toBeLessThanOrEqual(51_200);
});

test("what CloudFormation's role tells apart by the tag bears it", () => {
  const { Resources } = readTemplate('infra/data.yml');
  const untagged = ['SubnetRouteTableAssociation', 'VPCGatewayAttachment', 'Route', 'SecurityGroupIngress'];
  const ours = Object.entries(Resources).filter(([, { Type }]) => String(Type).startsWith('AWS::EC2::'));
  for (const [name, { Type, Properties }] of ours)
    if (!untagged.includes(String(Type).replace('AWS::EC2::', '')))
      expect([name, JSON.stringify(Properties)]).toEqual([name, expect.stringContaining('"Key":"webapp"')]);
});
