import {
  AddTagsToResourceCommand,
  CreateDBSnapshotCommand,
  DeleteDBSnapshotCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ListTagsForResourceCommand,
  paginateDescribeDBInstances,
  RDSClient,
  waitUntilDBSnapshotAvailable,
} from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { realClock, type ScriptedClock, scriptedClock } from './core/clock.ts';
import type { Credentials } from './iam/identities.ts';

const place = { accountId: '111111111111', region: 'us-east-1' };
const clinic = { ...place, identifier: 'clinic-dev', engine: 'postgres' } as const;
const arn = 'arn:aws:rds:us-east-1:111111111111:db:clinic-dev';

let clock: ScriptedClock;
let cloud: Cloud;
let rds: RDSClient;

beforeEach(async () => {
  clock = scriptedClock();
  cloud = await startCloud({ clock, rds: { snapshotMilliseconds: 60_000, pageSize: 3 } });
  rds = client(cloud.iam.administrator(place.accountId));
});
afterEach(() => cloud.close());

function client(credentials: Credentials, endpoint = cloud.endpoint): RDSClient {
  return new RDSClient({ endpoint, region: place.region, maxAttempts: 1, credentials });
}

describe('DescribeDBInstances', () => {
  test('shows where the real database listens and what a deployment needs to know', async () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:rds!db-1-AbCdEf';
    cloud.rds.addInstance({
      ...clinic,
      endpoint: { address: '127.0.0.1', port: 5433 },
      databaseName: 'clinic',
      masterUserSecretArn: secret,
      iamAuthentication: true,
      tags: { environment: 'dev' },
    });
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'CLINIC-dev' }));
    expect(DBInstances).toEqual([
      expect.objectContaining({
        DBInstanceIdentifier: 'clinic-dev',
        DBInstanceArn: arn,
        DBInstanceStatus: 'available',
        Engine: 'postgres',
        Endpoint: expect.objectContaining({ Address: '127.0.0.1', Port: 5433 }),
        DBName: 'clinic',
        MasterUserSecret: {
          SecretArn: secret,
          SecretStatus: 'active',
          KmsKeyId: 'arn:aws:kms:us-east-1:111111111111:alias/aws/secretsmanager',
        },
        IAMDatabaseAuthenticationEnabled: true,
        TagList: [{ Key: 'environment', Value: 'dev' }],
        InstanceCreateTime: clock.now(),
      }),
    ]);
    expect((await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: arn }))).DBInstances).toHaveLength(1);
  });

  test('pages through the instances of one account and region only', async () => {
    for (let number = 1; number <= 7; number++) cloud.rds.addInstance({ ...clinic, identifier: `clinic-${number}` });
    cloud.rds.addInstance({ ...clinic, region: 'eu-west-1', identifier: 'elsewhere' });
    cloud.rds.addInstance({ ...clinic, accountId: '222222222222', identifier: 'of-others' });
    const pages = [];
    for await (const page of paginateDescribeDBInstances({ client: rds }, {})) pages.push(page.DBInstances?.length);
    expect(pages).toEqual([3, 3, 1]);
  });

  test('filters by engine and identifier, and refuses a filter that it does not have', async () => {
    cloud.rds.addInstance(clinic);
    cloud.rds.addInstance({ ...clinic, identifier: 'shop', engine: 'mysql' });
    const found = await rds.send(filter('engine', 'mysql', 'mariadb'));
    expect(found.DBInstances?.map((instance) => instance.DBInstanceIdentifier)).toEqual(['shop']);
    expect((await rds.send(filter('db-instance-id', 'nothing'))).DBInstances).toEqual([]);
    await expect(rds.send(filter('colour', 'red'))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Unrecognized filter name: colour',
    });
  });

  const filter = (Name: string, ...Values: string[]) => new DescribeDBInstancesCommand({ Filters: [{ Name, Values }] });

  test('says that an instance does not exist, and that a page size is out of range', async () => {
    const missing = new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'missing' });
    await expect(rds.send(missing)).rejects.toMatchObject({
      name: 'DBInstanceNotFoundFault',
      message: 'DBInstance missing not found.',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(rds.send(new DescribeDBInstancesCommand({ MaxRecords: 5 }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  test('needs rds:DescribeDBInstances on the instance', async () => {
    cloud.rds.addInstance(clinic);
    cloud.rds.addInstance({ ...clinic, identifier: 'payroll' });
    const policy = { Statement: { Effect: 'Allow', Action: 'rds:DescribeDBInstances', Resource: arn } } as const;
    const user = client(cloud.iam.user({ accountId: place.accountId, name: 'deployer', policies: [policy] }));
    await user.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'clinic-dev' }));
    await expect(user.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'payroll' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'rds:DescribeDBInstances on resource: arn:aws:rds:us-east-1:111111111111:db:payroll',
      ),
    });
  });
});

test('DescribeDBClusters lists the members of a cluster', async () => {
  const endpoint = { address: '127.0.0.1', port: 5433 };
  cloud.rds.addCluster({ ...place, identifier: 'clinic', engine: 'aurora-postgresql', endpoint });
  cloud.rds.addInstance({ ...clinic, engine: 'aurora-postgresql', clusterIdentifier: 'clinic' });
  const { DBClusters } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'clinic' }));
  expect(DBClusters).toEqual([
    expect.objectContaining({
      Endpoint: '127.0.0.1',
      Port: 5433,
      Status: 'available',
      DBClusterMembers: [expect.objectContaining({ DBInstanceIdentifier: 'clinic-dev', IsClusterWriter: true })],
    }),
  ]);
});

describe('snapshots', () => {
  const create = (DBSnapshotIdentifier: string) =>
    rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'clinic-dev', DBSnapshotIdentifier }));
  const describeOne = async (DBSnapshotIdentifier: string) =>
    (await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }))).DBSnapshots?.[0];
  const instanceStatus = async () =>
    (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.[0]?.DBInstanceStatus;

  beforeEach(() => {
    cloud.rds.addInstance(clinic);
  });

  test('take time, during which the instance is backing up', async () => {
    const { DBSnapshot } = await create('before-7');
    expect(DBSnapshot).toMatchObject({ Status: 'creating', PercentProgress: 0, DBInstanceIdentifier: 'clinic-dev' });
    clock.advance(30_000);
    expect(await describeOne('before-7')).toMatchObject({ Status: 'creating', PercentProgress: 50 });
    expect(await instanceStatus()).toBe('backing-up');
    clock.advance(30_000);
    expect(await describeOne('before-7')).toMatchObject({ Status: 'available', PercentProgress: 100 });
    expect(await instanceStatus()).toBe('available');
  });

  test('cannot be two at once', async () => {
    await create('first');
    await expect(create('second')).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await expect(create('first')).rejects.toMatchObject({ name: 'DBSnapshotAlreadyExistsFault' });
    clock.advance(60_000);
    await create('second');
    expect(cloud.rds.snapshots(place).map(({ identifier, status }) => [identifier, status])).toEqual([
      ['first', 'available'],
      ['second', 'creating'],
    ]);
  });

  test('may fail', async () => {
    cloud.rds.failNextSnapshot();
    await create('unlucky');
    clock.advance(60_000);
    expect(await describeOne('unlucky')).toMatchObject({ Status: 'failed' });
    await create('lucky');
    clock.advance(60_000);
    expect(await describeOne('lucky')).toMatchObject({ Status: 'available' });
  });

  test('refuse a name that is no identifier, and an instance that is not there', async () => {
    for (const name of ['7-days', 'a--b', 'end-', 'under_score'])
      await expect(create(name)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const other = new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'missing', DBSnapshotIdentifier: 'before' });
    await expect(rds.send(other)).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
  });

  test('are deleted only when they are whole', async () => {
    await create('before-7');
    const remove = () => rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: 'before-7' }));
    await expect(remove()).rejects.toMatchObject({ name: 'InvalidDBSnapshotStateFault' });
    clock.advance(60_000);
    expect((await remove()).DBSnapshot?.Status).toBe('deleted');
    await expect(describeOne('before-7')).rejects.toMatchObject({ name: 'DBSnapshotNotFoundFault' });
  });

  test('carry tags, which needs a permission of its own', async () => {
    const allow = (...Action: string[]) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } }) as const;
    const tagged = new CreateDBSnapshotCommand({
      DBInstanceIdentifier: 'clinic-dev',
      DBSnapshotIdentifier: 'before-7',
      Tags: [{ Key: 'commit', Value: 'c0ffee' }],
    });
    const policies = [allow('rds:CreateDBSnapshot')];
    const user = client(cloud.iam.user({ accountId: place.accountId, name: 'no-tags', policies }));
    await expect(user.send(tagged)).rejects.toMatchObject({
      message: expect.stringContaining('rds:AddTagsToResource'),
    });
    const { DBSnapshot } = await rds.send(tagged);
    const ResourceName = DBSnapshot?.DBSnapshotArn ?? '';
    await rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'run', Value: '7' }] }));
    expect((await rds.send(new ListTagsForResourceCommand({ ResourceName }))).TagList).toEqual([
      { Key: 'commit', Value: 'c0ffee' },
      { Key: 'run', Value: '7' },
    ]);
  });
});

test('the SDK waits for a snapshot in real time', async () => {
  const real = await startCloud({ clock: realClock(), rds: { snapshotMilliseconds: 20 } });
  try {
    real.rds.addInstance(clinic);
    const waiting = client(real.iam.administrator(place.accountId), real.endpoint);
    const names = { DBInstanceIdentifier: 'clinic-dev', DBSnapshotIdentifier: 'before-7' };
    await waiting.send(new CreateDBSnapshotCommand(names));
    const wait = { client: waiting, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
    expect((await waitUntilDBSnapshotAvailable(wait, names)).state).toBe('SUCCESS');
  } finally {
    await real.close();
  }
});
