import { statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contract as buildPushEcr } from '../../src/actions/build-push-ecr/contract.ts';
import { contract as deployAppRunner } from '../../src/actions/deploy-apprunner/contract.ts';
import { contract as deployBeanstalk } from '../../src/actions/deploy-beanstalk/contract.ts';
import { contract as deployEcsExpress } from '../../src/actions/deploy-ecs-express/contract.ts';
import { pascalCase } from '../../src/tooling/united-policy.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { readTemplate } from '../support/cloudformation-yaml.ts';
import {
  type AppParameters,
  appStack,
  balanced,
  beanstalk,
  database,
  everywhere,
  express,
  network,
  runner,
} from './app-stack.ts';
import { accountId, boundaryArn, clinic, environmentStack, region } from './environment-stacks.ts';

const properties = (name: string, parameters: AppParameters) => appStack(parameters).resources[name]?.Properties ?? {};
const withDomain = { ...balanced, Domain: 'backend.example.com', HostedZoneId: 'Z1' };

describe('what is made for a target', () => {
  const common = ['BackendRepository', 'SessionSecret', 'AppSecret'];

  test.each<readonly [string, AppParameters, readonly string[]]>([
    ['App Runner', runner, ['StartRole', 'BackendRole', 'ReadSecrets']],
    [
      'App Runner with a database',
      { ...runner, ...database },
      ['StartRole', 'BackendRole', 'ReadSecrets', 'VpcConnector'],
    ],
    ['Express', express, ['StartRole', 'BackendRole', 'ReadSecrets', 'WriteLogs', 'BackendLog', 'InfrastructureRole']],
    [
      'Elastic Beanstalk',
      beanstalk,
      [
        'ReadSecrets',
        'BeanstalkRole',
        'InstancesRole',
        'InstancesProfile',
        'BeanstalkApplication',
        'BeanstalkEnvironment',
      ],
    ],
  ])('%s', (_, parameters, own) => {
    expect(Object.keys(appStack(parameters).resources)).toEqual([...common, ...own]);
  });

  test('no target has a NAT gateway', () => {
    for (const parameters of everywhere)
      for (const { Type } of Object.values(appStack(parameters).resources)) expect(Type).not.toMatch(/NatGateway/);
  });
});

test('what data.yml puts out are parameters of the same names, which take its values', () => {
  const { outputs } = environmentStack('data');
  const { Metadata, Parameters = {} } = readTemplate('infra/app.yml') as ReturnType<typeof readTemplate> & Interface;
  const groups = Metadata['AWS::CloudFormation::Interface'].ParameterGroups;
  const names = groups.flatMap(({ Label, Parameters: all }) => (/data\.yml/.test(Label.default) ? all : []));
  expect(names.length).toBeGreaterThan(5);
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...names]));
  expect(groups.flatMap(({ Parameters: all }) => all).toSorted()).toEqual(Object.keys(Parameters).toSorted());
});

interface Interface {
  readonly Metadata: {
    readonly 'AWS::CloudFormation::Interface': {
      readonly ParameterGroups: readonly {
        readonly Label: { readonly default: string };
        readonly Parameters: readonly string[];
      }[];
    };
  };
}

describe('the outputs bear the names of the inputs that they are for', () => {
  /** Of these the names are the config file's and those of other templates. */
  const others = ['BackendRepository', 'ServiceName', 'AppSecret', 'BackendUrl', 'BeanstalkEnvironment'];

  test.each([
    ['deploy-apprunner', deployAppRunner, { ...runner, ...database }],
    ['deploy-ecs-express', deployEcsExpress, express],
    ['deploy-beanstalk', deployBeanstalk, beanstalk],
  ] as const)('%s', (_, { inputs }, parameters) => {
    const own = Object.keys(appStack(parameters).outputs).filter((name) => !others.includes(name));
    expect(own.length).toBeGreaterThan(2);
    expect(Object.keys(inputs).map(pascalCase)).toEqual(expect.arrayContaining(own));
    expect(inputs).toHaveProperty('service');
  });

  test('the repository is one that build-push-ecr takes, and images in it never change', () => {
    expect(buildPushEcr.inputs).toHaveProperty('repository');
    expect(appStack(express).outputs).toMatchObject({ BackendRepository: 'BackendRepository' });
    const repository = properties('BackendRepository', express);
    expect(repository).toMatchObject({
      ...{ RepositoryName: 'clinic-prod-backend', ImageTagMutability: 'IMMUTABLE' },
      ImageScanningConfiguration: { ScanOnPush: true },
    });
    const { LifecyclePolicyText } = repository['LifecyclePolicy'] as { readonly LifecyclePolicyText: string };
    expect(JSON.parse(LifecyclePolicyText)).toMatchObject({
      rules: [{ selection: { tagStatus: 'untagged' }, action: { type: 'expire' } }],
    });
  });

  test('of a release elsewhere only the account that is named may pull', () => {
    expect(properties('BackendRepository', express)).not.toHaveProperty('RepositoryPolicyText');
    expect(
      properties('BackendRepository', { ...express, PromotionAccountId: '333333333333' })['RepositoryPolicyText'],
    ).toMatchObject({ Statement: [{ Principal: { AWS: 'arn:aws:iam::333333333333:root' } }] });
  });
});

describe('the secret of the app', () => {
  const fields = (parameters: AppParameters) =>
    JSON.parse(String(properties('AppSecret', parameters)['SecretString'])) as Readonly<Record<string, string>>;
  const session = '{{resolve:secretsmanager:SessionSecret:SecretString:secret}}';

  test('has everything that it reads, and no value that anybody has seen', () => {
    expect(fields(runner)).toEqual({ SESSION_SECRET: session });
    expect(fields({ ...runner, ...database, FilesBucket: 'clinic-files' })).toEqual({
      ...{ SESSION_SECRET: session, FILES_BUCKET: 'clinic-files' },
      DATABASE_URL: `{{resolve:secretsmanager:${database.DatabaseSecret}:SecretString:url}}`,
    });
  });

  test('keeps the sessions, whatever changes beside them', () => {
    const made = properties('SessionSecret', runner);
    expect(made['GenerateSecretString']).toMatchObject({ PasswordLength: 64, GenerateStringKey: 'secret' });
    expect(properties('SessionSecret', { ...beanstalk, ...database, FilesBucket: 'clinic-files' })).toEqual(made);
  });
});

test('the way of App Runner to a database goes through its subnets, as a member of the group that it lets in', () => {
  expect(properties('VpcConnector', { ...runner, ...database })).toMatchObject({
    ...{ VpcConnectorName: 'clinic-prod', Subnets: ['subnet-3', 'subnet-4'], SecurityGroups: ['sg-1'] },
  });
});

test('Express stands in the public subnets, with the group that the database lets in', () => {
  expect(appStack(express).outputs).toMatchObject({ Subnets: 'subnet-1,subnet-2', SecurityGroups: 'sg-1' });
});

describe('logs end', () => {
  test('of Express in a group of their own', () => {
    expect(properties('BackendLog', { ...express, LogDays: '90' })).toMatchObject({
      ...{ LogGroupName: '/aws/ecs/clinic-prod', RetentionInDays: '90' },
    });
    expect(appStack(express).outputs).toMatchObject({ LogGroup: 'BackendLog' });
  });

  test('of Elastic Beanstalk as its instances write them', () => {
    expect(options({ ...beanstalk, LogDays: '7' })).toMatchObject({
      ...{ 'aws:elasticbeanstalk:cloudwatch:logs:StreamLogs': 'true' },
      'aws:elasticbeanstalk:cloudwatch:logs:RetentionInDays': '7',
    });
  });
});

/** The options of the environment, by namespace and name. */
function options(parameters: AppParameters): Readonly<Record<string, string>> {
  const settings = properties('BeanstalkEnvironment', parameters)['OptionSettings'] as readonly {
    readonly Namespace: string;
    readonly OptionName: string;
    readonly Value: string;
  }[];
  const entries = settings.map(({ Namespace, OptionName, Value }) => [`${Namespace}:${OptionName}`, Value] as const);
  expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length);
  return Object.fromEntries(entries);
}

describe('the environment of Elastic Beanstalk', () => {
  const host = `clinic-prod-${accountId}.${region}.elasticbeanstalk.com`;

  test('is one instance in a public subnet, with its roles, and nothing of a load balancer', () => {
    const found = options(beanstalk);
    expect(found).toMatchObject({
      'aws:elasticbeanstalk:environment:EnvironmentType': 'SingleInstance',
      'aws:elasticbeanstalk:environment:ServiceRole': 'BeanstalkRole.Arn',
      'aws:autoscaling:launchconfiguration:IamInstanceProfile': 'InstancesProfile',
      'aws:autoscaling:launchconfiguration:SecurityGroups': 'sg-1',
      'aws:autoscaling:launchconfiguration:DisableIMDSv1': 'true',
      'aws:ec2:vpc:Subnets': 'subnet-1,subnet-2',
      'aws:ec2:vpc:AssociatePublicIpAddress': 'true',
      'aws:ec2:instances:InstanceTypes': 't3.micro',
    });
    const balancer = Object.keys(found).filter((name) => /elbv2|ELB|LoadBalancer|asg|DeploymentPolicy/.test(name));
    expect(balancer).toEqual([]);
    expect(appStack(beanstalk).outputs).toMatchObject({ BackendUrl: `http://${host}` });
  });

  test('with a load balancer, instances are replaced without a pause', () => {
    expect(options({ ...balanced, MinInstances: '2', MaxInstances: '6' })).toMatchObject({
      'aws:elasticbeanstalk:environment:LoadBalancerType': 'application',
      'aws:elasticbeanstalk:command:DeploymentPolicy': 'RollingWithAdditionalBatch',
      'aws:autoscaling:asg:MinSize': '2',
      'aws:autoscaling:asg:MaxSize': '6',
      'aws:ec2:vpc:ELBSubnets': 'subnet-1,subnet-2',
      'aws:ec2:vpc:ELBScheme': 'public',
    });
  });

  test('with a domain it answers HTTPS and nothing else, and the record follows the address that deployments swap', () => {
    expect(options(withDomain)).toMatchObject({
      'aws:elbv2:listener:default:ListenerEnabled': 'false',
      'aws:elbv2:listener:443:ListenerEnabled': 'true',
      'aws:elbv2:listener:443:Protocol': 'HTTPS',
      'aws:elbv2:listener:443:SSLCertificateArns': 'Certificate',
    });
    expect(options(balanced)).not.toHaveProperty(['aws:elbv2:listener:443:ListenerEnabled']);
    const { resources, outputs } = appStack(withDomain);
    expect(resources['BalancerRecord']?.Properties).toMatchObject({ Type: 'CNAME', ResourceRecords: [host] });
    expect(outputs).toMatchObject({ BackendUrl: 'https://backend.example.com' });
    expect(properties('BeanstalkEnvironment', withDomain)['CNAMEPrefix']).toBe(outputs['CnamePrefix']);
  });

  test('takes a certificate that exists, and makes neither another nor a record elsewhere', () => {
    const CertificateArn = `arn:aws:acm:${region}:${accountId}:certificate/1`;
    const given = { ...balanced, Domain: 'backend.example.com', CertificateArn };
    expect(options(given)).toMatchObject({ 'aws:elbv2:listener:443:SSLCertificateArns': CertificateArn });
    const types = Object.values(appStack(given).resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Certificate|Record/.test(type))).toEqual([]);
  });
});

describe('what cannot work, and what has no effect, is refused before anything is made', () => {
  const refused = (parameters: AppParameters) => refusals('infra/app.yml', { ...clinic, ...parameters });

  test.each<readonly [AppParameters, RegExp]>([
    [{ Backend: 'ecs-express' }, /Express needs PublicSubnets/],
    [{ Backend: 'ecs-express', PrivateSubnets: 'subnet-3,subnet-4' }, /load balancer is private too.*33 USD/],
    [{ Backend: 'beanstalk', Platform: beanstalk.Platform }, /needs Vpc, PublicSubnets/],
    [{ Backend: 'beanstalk', ...network }, /needs Platform/],
    [{ ...runner, DatabaseInstance: 'db', DatabaseSecret: database.DatabaseSecret }, /Give PrivateSubnets/],
    [{ ...express, DatabaseInstance: 'db' }, /Give DatabaseSecret/],
    [{ ...runner, LogDays: '7' }, /put-retention-policy/],
    [{ ...express, InstanceType: 't3.small' }, /InstanceType and UpdateTime have no effect/],
    [{ ...express, Domain: 'backend.example.com', HostedZoneId: 'Z1' }, /are of a load balancer/],
    [{ ...beanstalk, MaxInstances: '3' }, /are of a load balancer/],
    [{ ...balanced, Domain: 'backend.example.com' }, /Domain needs HostedZoneId/],
    [{ ...balanced, HostedZoneId: 'Z1' }, /no effect without Domain/],
  ])('%j', (parameters, why) => {
    expect(refused(parameters)).toEqual([expect.stringMatching(why)]);
  });

  test.each<AppParameters>([...everywhere, withDomain, { ...express, LogDays: '90' }])('%j is taken', (parameters) => {
    expect(refused(parameters)).toEqual([]);
  });

  test.each<AppParameters>([
    { ...express, FurtherSecrets: '*' },
    { ...express, FurtherSecrets: 'arn:aws:secretsmanager:us-east-1:222222222222:secret:*' },
    { ...beanstalk, Domain: 'example.com' },
    { ...express, LogDays: '8' },
  ])('%j is no value', (parameters) => {
    expect(() => appStack(parameters)).toThrow('is not as its');
  });
});

test('every role has the boundary and the path of those that CloudFormation may make', () => {
  for (const parameters of everywhere) {
    const roles = Object.values(appStack(parameters).resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(1);
    for (const { Properties } of roles)
      expect(Properties).toMatchObject({ Path: '/webapp/', PermissionsBoundary: boundaryArn });
  }
});

test('images stay when the stack goes, and a first creation that failed leaves none behind', () => {
  for (const parameters of everywhere) {
    const kept = Object.entries(appStack(parameters).resources).filter(([, each]) => each.DeletionPolicy !== 'Delete');
    expect(kept.map(([name, { DeletionPolicy }]) => [name, DeletionPolicy])).toEqual([
      ['BackendRepository', 'RetainExceptOnCreate'],
    ]);
  }
});

test('with the longest names, all names are within the limits', () => {
  const longest = { App: 'a'.repeat(19), Environment: 'e'.repeat(19) };
  const limits = {
    ...{ RoleName: 64, InstanceProfileName: 128, VpcConnectorName: 40, ApplicationName: 100, EnvironmentName: 40 },
    ...{ CNAMEPrefix: 63, RepositoryName: 256, LogGroupName: 512 },
  };
  const all = everywhere.flatMap((parameters) => Object.values(appStack({ ...parameters, ...longest }).resources));
  for (const [name, limit] of Object.entries(limits)) {
    const given = all.flatMap(({ Properties }) => Properties[name] ?? []);
    expect([name, given.length]).not.toEqual([name, 0]);
    for (const value of given) expect(String(value).length).toBeLessThanOrEqual(limit);
  }
  expect(statSync('infra/app.yml').size).toBeLessThanOrEqual(51_200);
});
