import {
  CreateDBSnapshotCommand,
  type DBInstance,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, errorKind, explained, pollSettings } from './client.ts';

/** What a client needs to know of an RDS instance to connect to it. */
export interface DatabaseInstance {
  readonly identifier: string;
  /** As RDS names it: `postgres`, `mariadb`, `aurora-mysql`, … */
  readonly engine: string;
  /** Missing while the instance is being created. */
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  readonly status: string;
  /** The database that was created with it. */
  readonly database: string | undefined;
  readonly masterUsername: string | undefined;
  /** The secret of the master user that RDS manages. */
  readonly masterSecretArn: string | undefined;
  /** Set for the members of an Aurora or Multi-AZ cluster, whose snapshots are the cluster's. */
  readonly cluster: string | undefined;
  readonly iamAuthentication: boolean;
}

/** `missing`: RDS does not list it (yet). */
export type SnapshotStatus = 'creating' | 'available' | 'failed' | 'missing';

export interface RdsReader {
  instance(identifier: string, signal: AbortSignal): Promise<DatabaseInstance>;
  snapshotStatus(snapshot: string, signal: AbortSignal): Promise<SnapshotStatus>;
  /** An IAM token to open sessions with for 15 minutes; created without a call to AWS. */
  connectToken(at: { readonly host: string; readonly port: number; readonly username: string }): Promise<string>;
}

export interface RdsWriter {
  /** Starts a snapshot. `busy`: the instance is not ready for one, for example because another is in progress. */
  createSnapshot(
    instance: string,
    snapshot: string,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<'started' | 'busy'>;
}

export function rds(options: ClientOptions): { readonly reader: RdsReader; readonly writer: RdsWriter } {
  const client = new RDSClient(clientSettings(options));
  return { reader: reader(client, new RDSClient(pollSettings(options))), writer: writer(client) };
}

function reader(client: RDSClient, polling: RDSClient): RdsReader {
  return {
    async instance(identifier, abortSignal) {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier });
      const { DBInstances = [] } = await client.send(command, { abortSignal }).catch((error) => {
        throw awsErrorName(error).startsWith('DBInstanceNotFound')
          ? noInstance(identifier)
          : explained(error, `Reading the RDS instance ${identifier}`);
      });
      const [found] = DBInstances;
      if (!found) throw noInstance(identifier);
      return summary(identifier, found);
    },
    async snapshotStatus(snapshot, abortSignal) {
      const command = new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot });
      const { DBSnapshots = [] } = await polling.send(command, { abortSignal }).catch((error) => {
        if (errorKind(error) === 'missing') return { DBSnapshots: [] };
        throw explained(error, `Reading the snapshot ${snapshot}`);
      });
      const [found] = DBSnapshots;
      return found ? statusOf(found.Status) : 'missing';
    },
    async connectToken({ host: hostname, port, username }) {
      const { Signer } = await import('@aws-sdk/rds-signer');
      return new Signer({ hostname, port, username, region: await client.config.region() }).getAuthToken();
    },
  };
}

function writer(client: RDSClient): RdsWriter {
  return {
    async createSnapshot(instance, snapshot, tags, abortSignal) {
      const command = new CreateDBSnapshotCommand({
        DBInstanceIdentifier: instance,
        DBSnapshotIdentifier: snapshot,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      try {
        await client.send(command, { abortSignal });
        return 'started';
      } catch (error) {
        if (awsErrorName(error).startsWith('InvalidDBInstanceState')) return 'busy';
        // Our own retry, after the first answer was lost.
        if (awsErrorName(error).startsWith('DBSnapshotAlreadyExists')) return 'started';
        throw explained(error, `Creating a snapshot of the RDS instance ${instance}`);
      }
    },
  };
}

/** The API types the status as a string. All but these two are final (`failed`, `deleting`, `incompatible-restore`, …). */
function statusOf(status: string | undefined): SnapshotStatus {
  if (status === 'available') return 'available';
  return status === 'creating' || status === 'pending' ? 'creating' : 'failed';
}

function summary(identifier: string, found: DBInstance): DatabaseInstance {
  const { Address: host, Port: port } = found.Endpoint ?? {};
  return {
    identifier: found.DBInstanceIdentifier ?? identifier,
    engine: found.Engine ?? '',
    endpoint: host && port ? { host, port } : undefined,
    status: found.DBInstanceStatus ?? '',
    database: found.DBName,
    masterUsername: found.MasterUsername,
    masterSecretArn: found.MasterUserSecret?.SecretArn,
    cluster: found.DBClusterIdentifier,
    iamAuthentication: found.IAMDatabaseAuthenticationEnabled === true,
  };
}

function noInstance(identifier: string): UserError {
  return new UserError({
    what: `The RDS instance ${identifier} does not exist in this account and region.`,
    next: 'Check db-instance, aws-region and the account whose role the job assumes.',
  });
}
