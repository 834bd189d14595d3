import { AwsError } from '../core/errors.ts';
import type { Operation } from '../core/json-service.ts';
import type { XmlValue } from '../core/xml.ts';
import { type FiltersInput, filtered } from './filters.ts';
import { type PageInput, pageOf } from './paging.ts';
import {
  type Cluster,
  type Instance,
  type InstanceSeed,
  identifierIn,
  type Place,
  type Regions,
  rdsArn,
} from './state.ts';
import { tagList } from './tags.ts';

type DescribeInstances = FiltersInput & PageInput & { readonly DBInstanceIdentifier?: string };
type DescribeClusters = FiltersInput & PageInput & { readonly DBClusterIdentifier?: string };

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export function describeInstances(regions: Regions, pageSize: number): Operation<DescribeInstances> {
  return {
    access: ({ DBInstanceIdentifier = '*' }, place) => [
      { action: 'rds:DescribeDBInstances', resource: rdsArn(place, 'db', identifierIn(DBInstanceIdentifier)) },
    ],
    perform(input, place) {
      const { instances } = regions(place);
      const named = input.DBInstanceIdentifier
        ? [findInstance(instances, input.DBInstanceIdentifier)]
        : [...instances.values()];
      const matching = filtered(named, input, {
        'db-instance-id': ({ seed, arn }) => [seed.identifier, arn],
        'db-cluster-id': ({ seed }) => [seed.clusterIdentifier],
        'dbi-resource-id': ({ resourceId }) => [resourceId],
        domain: () => [],
        engine: ({ seed }) => [seed.engine],
      });
      const { rows, marker } = pageOf(matching, input, pageSize);
      return { DBInstances: { DBInstance: rows.map(instanceXml) }, Marker: marker };
    },
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
export function describeClusters(regions: Regions, pageSize: number): Operation<DescribeClusters> {
  return {
    access: ({ DBClusterIdentifier = '*' }, place) => [
      { action: 'rds:DescribeDBClusters', resource: rdsArn(place, 'cluster', identifierIn(DBClusterIdentifier)) },
    ],
    perform(input, place) {
      const { clusters, instances } = regions(place);
      const named = input.DBClusterIdentifier
        ? [findCluster(clusters, input.DBClusterIdentifier)]
        : [...clusters.values()];
      const matching = filtered(named, input, {
        'db-cluster-id': ({ seed, arn }) => [seed.identifier, arn],
        'db-cluster-resource-id': ({ resourceId }) => [resourceId],
        engine: ({ seed }) => [seed.engine],
      });
      const { rows, marker } = pageOf(matching, input, pageSize);
      const xml = (cluster: Cluster) => clusterXml(cluster, [...instances.values()]);
      return { DBClusters: { DBCluster: rows.map(xml) }, Marker: marker };
    },
  };
}

/** Throws DBInstanceNotFound. */
export function findInstance(instances: ReadonlyMap<string, Instance>, nameOrArn: string): Instance {
  const found = instances.get(identifierIn(nameOrArn));
  if (!found) throw new AwsError('DBInstanceNotFound', `DBInstance ${identifierIn(nameOrArn)} not found.`, 404);
  return found;
}

function findCluster(clusters: ReadonlyMap<string, Cluster>, nameOrArn: string): Cluster {
  const found = clusters.get(identifierIn(nameOrArn));
  if (!found) throw new AwsError('DBClusterNotFoundFault', `DBCluster ${identifierIn(nameOrArn)} not found.`, 404);
  return found;
}

function instanceXml({ seed, arn, resourceId, status, created, tags }: Instance): XmlValue {
  return {
    DBInstanceIdentifier: seed.identifier,
    DBInstanceClass: 'db.t4g.micro',
    Engine: seed.engine,
    DBInstanceStatus: status,
    MasterUsername: seed.masterUsername ?? 'admin',
    DBName: seed.databaseName,
    Endpoint: seed.endpoint && {
      Address: seed.endpoint.address,
      Port: seed.endpoint.port,
      HostedZoneId: 'Z2R2ITUGPM61AM',
    },
    AllocatedStorage: 20,
    InstanceCreateTime: created,
    PreferredBackupWindow: '03:00-03:30',
    BackupRetentionPeriod: seed.backupRetentionDays ?? 7,
    DBSecurityGroups: {},
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: [{ VpcSecurityGroupId: 'sg-0123456789abcdef0', Status: 'active' }],
    },
    DBParameterGroups: {
      DBParameterGroup: [{ DBParameterGroupName: `default.${family(seed, '')}`, ParameterApplyStatus: 'in-sync' }],
    },
    AvailabilityZone: `${seed.region}a`,
    PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
    PendingModifiedValues: {},
    LatestRestorableTime: created,
    MultiAZ: seed.multiAz ?? false,
    EngineVersion: engineVersion(seed),
    AutoMinorVersionUpgrade: true,
    ReadReplicaDBInstanceIdentifiers: {},
    LicenseModel: seed.engine.includes('postgres') ? 'postgresql-license' : 'general-public-license',
    OptionGroupMemberships: {
      OptionGroupMembership: [{ OptionGroupName: `default:${family(seed, '-')}`, Status: 'in-sync' }],
    },
    PubliclyAccessible: seed.publiclyAccessible ?? false,
    StorageType: 'gp3',
    DbInstancePort: 0,
    DBClusterIdentifier: seed.clusterIdentifier,
    StorageEncrypted: isEncrypted(seed),
    KmsKeyId: isEncrypted(seed) ? storageKeyArn(seed) : undefined,
    DbiResourceId: resourceId,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CopyTagsToSnapshot: false,
    MonitoringInterval: 0,
    DBInstanceArn: arn,
    IAMDatabaseAuthenticationEnabled: seed.iamAuthentication ?? false,
    DeletionProtection: seed.deletionProtection ?? false,
    TagList: tagList(tags),
    MasterUserSecret: masterUserSecret(seed.masterUserSecretArn),
  };
}

function clusterXml(
  { seed, arn, resourceId, status, created, tags }: Cluster,
  instances: readonly Instance[],
): XmlValue {
  const inCluster = instances.filter((instance) => instance.seed.clusterIdentifier === seed.identifier);
  return {
    DBClusterIdentifier: seed.identifier,
    DBClusterArn: arn,
    DbClusterResourceId: resourceId,
    Status: status,
    Engine: seed.engine,
    EngineVersion: engineVersion(seed),
    Endpoint: seed.endpoint.address,
    ReaderEndpoint: seed.endpoint.address,
    Port: seed.endpoint.port,
    DatabaseName: seed.databaseName,
    MasterUsername: seed.masterUsername ?? 'admin',
    MasterUserSecret: masterUserSecret(seed.masterUserSecretArn),
    IAMDatabaseAuthenticationEnabled: seed.iamAuthentication ?? false,
    ClusterCreateTime: created,
    DBClusterMembers: {
      DBClusterMember: inCluster.map((instance, index) => ({
        DBInstanceIdentifier: instance.seed.identifier,
        IsClusterWriter: index === 0,
        DBClusterParameterGroupStatus: 'in-sync',
      })),
    },
    TagList: tagList(tags),
  };
}

export function engineVersion({
  engine,
  engineVersion: stated,
}: Pick<InstanceSeed, 'engine' | 'engineVersion'>): string {
  return stated ?? usualVersion[engine];
}

export function isEncrypted({ storageEncrypted = true }: Pick<InstanceSeed, 'storageEncrypted'>): boolean {
  return storageEncrypted;
}

/** AWS's own key for storage, as an ARN with a key id. */
export function storageKeyArn({ region, accountId }: Place): string {
  return `arn:aws:kms:${region}:${accountId}:key/00000000-0000-4000-8000-000000000000`;
}

/** `postgres17` or `postgres-17`; MySQL and MariaDB have two numbers: `mysql8.4`. */
function family(seed: InstanceSeed, between: string): string {
  const numbers = engineVersion(seed).split('.');
  return `${seed.engine}${between}${numbers.slice(0, seed.engine.includes('postgres') ? 1 : 2).join('.')}`;
}

function masterUserSecret(arn: string | undefined): XmlValue {
  return arn === undefined
    ? undefined
    : {
        SecretArn: arn,
        SecretStatus: 'active',
        KmsKeyId: arn.replace(/:secretsmanager:(.*):secret:.*/, ':kms:$1:alias/aws/secretsmanager'),
      };
}

const usualVersion = {
  mysql: '8.4.6',
  mariadb: '11.4.8',
  postgres: '17.6',
  'aurora-mysql': '8.0.mysql_aurora.3.10.1',
  'aurora-postgresql': '17.5',
} as const;
