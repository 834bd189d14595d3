import {
  AddTagsToResourceCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DeleteDBSnapshotCommand,
  DescribeDBInstancesCommand,
  type DescribeDBInstancesCommandInput,
  DescribeDBSnapshotsCommand,
  type DescribeDBSnapshotsCommandInput,
  ListTagsForResourceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { accountId, type Call, type ClientOptions, conformance, region } from './conformance.ts';

const names = ['clinic-dev', 'shop-dev'] as const;

const reference = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';
const instance = `${reference}/API_DBInstance.html`;
const snapshot = `${reference}/API_DBSnapshot.html`;

conformance('RDS', {
  calls,
  // moto's snapshots are there at once.
  options: { rds: { snapshotMilliseconds: 0 } },
  prepare(cloud) {
    for (const identifier of names)
      cloud.rds.addInstance({
        ...{ accountId, region, identifier, engine: 'postgres', engineVersion: '17.6', databaseName: 'clinic' },
        endpoint: { address: `${identifier}.aaaaaaaaaa.${region}.rds.amazonaws.com`, port: 5432 },
        ...{ masterUsername: 'clinic', iamAuthentication: true, tags: { environment: 'dev' } },
      });
  },
  async prepareMoto(options) {
    const rds = new RDSClient(options);
    for (const DBInstanceIdentifier of names)
      await rds.send(
        new CreateDBInstanceCommand({
          ...{ DBInstanceIdentifier, DBInstanceClass: 'db.t4g.micro', Engine: 'postgres', EngineVersion: '17.6' },
          ...{ DBName: 'clinic', MasterUsername: 'clinic', MasterUserPassword: 'for-tests-only', AllocatedStorage: 20 },
          ...{ EnableIAMDatabaseAuthentication: true, StorageEncrypted: true, StorageType: 'gp3' },
          ...{ BackupRetentionPeriod: 7, Tags: [{ Key: 'environment', Value: 'dev' }] },
        }),
      );
  },
  known: [
    ...['PreferredBackupWindow', 'PreferredMaintenanceWindow', 'VpcSecurityGroups.0.VpcSecurityGroupId'].map(
      (member) => ({
        at: `describe one › answer.DBInstances.0.${member}`,
        because: 'each instance is given one of its own',
        documentation: instance,
      }),
    ),
    {
      at: '*DbiResourceId',
      because: 'each instance is given one of its own',
      documentation: instance,
    },
    {
      at: 'describe one › answer.DBInstances.0.OptionGroupMemberships.0.OptionGroupName',
      because: 'a default option group carries the major version, which is one number for PostgreSQL',
      documentation: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html',
    },
    {
      at: 'describe one › answer.DBInstances.0.Endpoint.HostedZoneId',
      because: 'an endpoint names its hosted zone',
      documentation: `${reference}/API_Endpoint.html`,
    },
    {
      at: 'describe one › answer.DBInstances.0.LicenseModel',
      because: 'PostgreSQL has a license of its own',
      documentation: `${reference}/API_CreateDBInstance.html`,
    },
    {
      at: 'describe one › answer.DBInstances.0.DbInstancePort',
      because: 'the port of an instance outside of a cluster is in its endpoint, and this is 0 in all examples',
      documentation: `${reference}/API_DescribeDBInstances.html`,
    },
    {
      at: 'describe one › answer.DBInstances.0.CACertificateIdentifier',
      because: 'rds-ca-rsa2048-g1 is the default authority',
      documentation: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
    },
    ...['PubliclyAccessible', 'MonitoringInterval'].map((member) => ({
      at: `describe one › answer.DBInstances.0.${member}`,
      because: 'it is answered also where it was not asked for',
      documentation: instance,
    })),
    {
      at: '* › answer*KmsKeyId',
      because: 'it is the ARN of a key',
      documentation: snapshot,
    },
    ...['AvailabilityZone', 'PercentProgress', 'StorageType'].map((member) => ({
      at: `*the snapshot › answer.*${member}`,
      because: 'a snapshot tells it',
      documentation: snapshot,
    })),
    {
      at: 'create a snapshot › answer.DBSnapshot.*',
      because: 'a snapshot is creating at first, and has no time of its creation until it is there',
      documentation: snapshot,
    },
    {
      at: 'create one under no name › error.message',
      because: 'the code is documented, its text is not',
      documentation: `${reference}/API_CreateDBSnapshot.html`,
    },
    {
      at: 'delete the snapshot › answer.DBSnapshot.Status',
      because: 'what was deleted is deleted',
      documentation: `${reference}/API_DeleteDBSnapshot.html`,
    },
    {
      at: 'list tags of nothing › *',
      because: 'DBInstanceNotFound; moto has no tags for it',
      documentation: `${reference}/API_ListTagsForResource.html`,
    },
  ],
});

function calls(options: ClientOptions): readonly Call[] {
  const rds = new RDSClient(options);
  const describe = (input: DescribeDBInstancesCommandInput) => () => rds.send(new DescribeDBInstancesCommand(input));
  const create =
    (DBSnapshotIdentifier: string, DBInstanceIdentifier: string = names[0]) =>
    () =>
      rds.send(
        new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier, Tags: [{ Key: 'run', Value: '7' }] }),
      );
  const snapshots = (input: DescribeDBSnapshotsCommandInput) => () => rds.send(new DescribeDBSnapshotsCommand(input));
  const ResourceName = `arn:aws:rds:${region}:${accountId}:db:${names[0]}`;
  return [
    { name: 'describe one', run: describe({ DBInstanceIdentifier: names[0] }) },
    { name: 'describe by ARN', run: async () => ids(await describe({ DBInstanceIdentifier: ResourceName })()) },
    { name: 'describe none', run: describe({ DBInstanceIdentifier: 'missing' }) },
    { name: 'describe all', run: async () => ids(await describe({})()) },
    {
      name: 'filter by engine',
      run: async () => ids(await describe({ Filters: [{ Name: 'engine', Values: ['mysql'] }] })()),
    },
    {
      name: 'filter by id',
      run: async () => ids(await describe({ Filters: [{ Name: 'db-instance-id', Values: ['shop-dev'] }] })()),
    },
    { name: 'filter by what is no filter', run: describe({ Filters: [{ Name: 'colour', Values: ['red'] }] }) },
    { name: 'create a snapshot', run: create('before-7') },
    { name: 'let it end', run: () => new Promise((resolve) => setTimeout(resolve, 20)) },
    { name: 'create it again', run: create('before-7') },
    { name: 'create one of no instance', run: create('before-8', 'missing') },
    { name: 'create one under no name', run: create('7--days') },
    { name: 'describe the snapshot', run: snapshots({ DBSnapshotIdentifier: 'before-7' }) },
    {
      name: 'describe the snapshots of another instance',
      run: snapshots({ DBInstanceIdentifier: names[1], SnapshotType: 'manual' }),
    },
    { name: 'describe no snapshot', run: snapshots({ DBSnapshotIdentifier: 'missing' }) },
    {
      name: 'delete the snapshot',
      run: () => rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: 'before-7' })),
    },
    { name: 'delete it again', run: () => rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: 'before-7' })) },
    {
      name: 'tag',
      run: () => rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'run', Value: '7' }] })),
    },
    { name: 'list tags', run: () => rds.send(new ListTagsForResourceCommand({ ResourceName })) },
    {
      name: 'list tags of nothing',
      run: () => rds.send(new ListTagsForResourceCommand({ ResourceName: `${ResourceName}x` })),
    },
  ];
}

function ids({
  DBInstances = [],
}: {
  readonly DBInstances?: readonly { readonly DBInstanceIdentifier?: string | undefined }[] | undefined;
}) {
  return DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
}
