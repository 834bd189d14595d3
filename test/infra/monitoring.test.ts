import { describe, expect, test } from '@jest/globals';
import { type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { accountId, boundaryArn, clinic, environmentStack, policiesOf, region } from './environment-stacks.ts';

type Parameters = Readonly<Record<string, string>>;
const Email = 'dev@example.com';
const stack = (parameters: Parameters) => environmentStack('monitoring', { Email, ...parameters });
const appRunner = { ServiceName: 'clinic-prod', ServiceId: '0123456789abcdef' };
const balanced = { LoadBalancer: 'app/ecs-express-gateway-alb-1/50dc6c495c0c9188' };
const beanstalk = { BeanstalkEnvironment: 'clinic-prod' };
const database = { DatabaseInstance: 'clinic-prod-db' };
const cleanup = {
  ...{
    CleanupCode: 'code/cleanup.zip',
    FilesBucket: `clinic-prod-files-${accountId}`,
    PrivateSubnets: 'subnet-1,subnet-2',
  },
  ...{ CleanupSecurityGroup: 'sg-1', DatabaseHost: 'db.example.com', DatabaseResourceId: 'db-ABC' },
};
const all = { ...appRunner, ...balanced, ...beanstalk, ...database, ...cleanup, DistributionId: 'E1' };

const alarms = (parameters: Parameters) =>
  Object.entries(stack(parameters).resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([name]) => name);
const alarm = (name: string, parameters: Parameters) => stack(parameters).resources[name]?.Properties ?? {};

describe('errors are told where the environment really serves', () => {
  test.each<readonly [string, Parameters, readonly string[]]>([
    ['App Runner', appRunner, ['BackendErrors', 'BackendLatency']],
    ['the load balancer of Express', balanced, ['BalancerErrors', 'BalancerLatency']],
    ['Elastic Beanstalk', beanstalk, ['BeanstalkHealth', 'BeanstalkErrors']],
    ['the site', { DistributionId: 'E1' }, ['SiteErrors']],
  ])('%s', (_, parameters, expected) => {
    expect(alarms(parameters)).toEqual(expected);
  });

  test('from more than 5 answers in 5 minutes on', () => {
    for (const name of ['BackendErrors', 'BalancerErrors', 'BeanstalkErrors'])
      expect(alarm(name, all)).toMatchObject({
        ...{ Threshold: '5', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 },
      });
    expect(alarm('BackendErrors', all)).toMatchObject({
      Period: 300,
      Statistic: 'Sum',
      MetricName: '5xxStatusResponses',
    });
  });

  test('at the load balancer both count: what the backend answers, and what is answered in its place', () => {
    const metrics = JSON.stringify(alarm('BalancerErrors', all)['Metrics']);
    expect(metrics).toContain('HTTPCode_Target_5XX_Count');
    expect(metrics).toContain('HTTPCode_ELB_5XX_Count');
    expect(metrics).toContain('FILL(ofBackend, 0) + FILL(ofBalancer, 0)');
  });

  test('latency is in seconds, whatever the metric is in', () => {
    expect(JSON.stringify(alarm('BackendLatency', all)['Metrics'])).toContain('milliseconds / 1000');
    expect(alarm('BalancerLatency', all)).toMatchObject({
      MetricName: 'TargetResponseTime',
      ExtendedStatistic: 'p95',
      Threshold: '2',
    });
  });
});

test('the database has alarms on storage, CPU, credits and connections; credits where there are any', () => {
  const expected = ['DatabaseStorage', 'DatabaseCpu', 'DatabaseCredits', 'DatabaseConnections'];
  expect(alarms(database)).toEqual(expected);
  expect(alarms({ ...database, BurstableDatabase: 'false' })).toEqual(
    expected.filter((name) => name !== 'DatabaseCredits'),
  );
  expect(JSON.stringify(alarm('DatabaseStorage', database)['Metrics'])).toContain('bytes / 1073741824');
});

test('every alarm tells somebody, when it begins and when it is over', () => {
  for (const name of alarms(all))
    expect([name, alarm(name, all)]).toEqual([
      name,
      expect.objectContaining({
        AlarmActions: ['Alerts'],
        OKActions: ['Alerts'],
        AlarmDescription: expect.stringMatching(/\. \w/),
      }),
    ]);
  expect(stack(all).resources['Alerts']?.Properties['Subscription']).toEqual([{ Protocol: 'email', Endpoint: Email }]);
});

describe('the clean-up of expired sessions', () => {
  const { resources } = stack(all);

  test('runs every six hours, in the network of the database', () => {
    expect(resources['CleanupSchedule']?.Properties).toMatchObject({ ScheduleExpression: 'rate(6 hours)' });
    expect(resources['CleanupFunction']?.Properties).toMatchObject({
      VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
    });
  });

  test('has no password: it signs in by a token, as its own user', () => {
    const { Environment } = resources['CleanupFunction']?.Properties ?? {};
    expect(Environment).toEqual({
      Variables: {
        ...{ DATABASE_ENGINE: 'postgres', DATABASE_HOST: 'db.example.com', DATABASE_PORT: '5432' },
        ...{ DATABASE_NAME: 'app', DATABASE_USER: 'cleanup' },
      },
    });
    const [policy] = policiesOf(stack(all), 'CleanupRole');
    expect(statementsOf(policy as PolicyDocument)[0]).toMatchObject({
      ...{ Action: 'rds-db:connect', Resource: `arn:aws:rds-db:${region}:${accountId}:dbuser:db-ABC/cleanup` },
    });
  });

  test('tells when it fails, and when it does not run', () => {
    expect(alarm('CleanupErrors', all)).toMatchObject({ MetricName: 'Errors', Threshold: 0 });
    expect(alarm('CleanupSilence', all)).toMatchObject({
      ...{
        MetricName: 'Invocations',
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      },
    });
  });

  test('its roles are within the boundary, and the schedule may start it and nothing else', () => {
    for (const name of ['CleanupRole', 'ScheduleRole'])
      expect(resources[name]?.Properties).toMatchObject({ Path: '/webapp/', PermissionsBoundary: boundaryArn });
    const [policy] = policiesOf(stack(all), 'ScheduleRole');
    expect(statementsOf(policy as PolicyDocument)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'CleanupFunction.Arn' },
    ]);
  });

  test('is not there without its code', () => {
    expect(Object.keys(stack(database).resources).filter((name) => /Cleanup|Schedule/.test(name))).toEqual([]);
  });
});

test('the dashboard is JSON, and shows what is watched', () => {
  const body = (parameters: Parameters) =>
    JSON.parse(String(stack(parameters).resources['Dashboard']?.Properties['DashboardBody'])) as {
      readonly widgets: readonly { readonly properties: { readonly title?: string } }[];
    };
  expect(body(all).widgets).toHaveLength(11);
  expect(body(database).widgets.map(({ properties }) => properties.title)).toEqual([
    ...[undefined, 'Database: CPU and credits', 'Database: connections', 'Database: free storage'],
  ]);
});

describe('parameters without effect are refused before anything is made', () => {
  const refused = (parameters: Parameters) => refusals('infra/monitoring.yml', { ...clinic, Email, ...parameters });

  test.each<readonly [Parameters, RegExp]>([
    [{}, /Nothing is named that could be watched/],
    [{ ...database, ServiceName: 'clinic-prod' }, /have an effect together only/],
    [{ ...database, CleanupCode: 'code/cleanup.zip' }, /CleanupCode needs FilesBucket/],
  ])('%j', (parameters, why) => {
    expect(refused(parameters)).toEqual([expect.stringMatching(why)]);
  });

  test.each<Parameters>([appRunner, balanced, beanstalk, database, cleanup, all])('%j is taken', (parameters) => {
    expect(refused(parameters)).toEqual([]);
  });
});
