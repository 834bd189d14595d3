import { randomBytes } from 'node:crypto';

/** A database instance as a test seeds it; what is left out has a usual value. */
export interface InstanceSeed {
  readonly accountId: string;
  readonly region: string;
  readonly identifier: string;
  readonly engine: 'mysql' | 'mariadb' | 'postgres' | 'aurora-mysql' | 'aurora-postgresql';
  readonly engineVersion?: string;
  /** Where the real database listens; an instance that is being created has none yet. */
  readonly endpoint?: { readonly address: string; readonly port: number };
  readonly status?: string;
  readonly databaseName?: string;
  readonly masterUsername?: string;
  /** The secret in Secrets Manager that RDS keeps the master password in. */
  readonly masterUserSecretArn?: string;
  readonly iamAuthentication?: boolean;
  readonly publiclyAccessible?: boolean;
  readonly multiAz?: boolean;
  readonly storageEncrypted?: boolean;
  readonly deletionProtection?: boolean;
  readonly backupRetentionDays?: number;
  /** The Aurora cluster that it belongs to. */
  readonly clusterIdentifier?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ClusterSeed {
  readonly accountId: string;
  readonly region: string;
  readonly identifier: string;
  readonly engine: 'aurora-mysql' | 'aurora-postgresql';
  readonly engineVersion?: string;
  readonly endpoint: { readonly address: string; readonly port: number };
  readonly status?: string;
  readonly databaseName?: string;
  readonly masterUsername?: string;
  readonly masterUserSecretArn?: string;
  readonly iamAuthentication?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly seed: InstanceSeed;
  readonly arn: string;
  readonly resourceId: string;
  readonly created: Date;
  status: string;
  readonly tags: Map<string, string>;
}

export interface Cluster {
  readonly seed: ClusterSeed;
  readonly arn: string;
  readonly resourceId: string;
  readonly created: Date;
  readonly status: string;
  readonly tags: Map<string, string>;
}

export interface Snapshot {
  readonly identifier: string;
  readonly arn: string;
  readonly instance: Instance;
  readonly created: Date;
  readonly tags: Map<string, string>;
  status: 'creating' | 'available' | 'failed';
}

/** What RDS knows in one account and region, each by its identifier in lower case. */
export interface Region {
  readonly instances: Map<string, Instance>;
  readonly clusters: Map<string, Cluster>;
  readonly snapshots: Map<string, Snapshot>;
}

export type Regions = (place: Place) => Region;

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export function emptyRegions(): Regions {
  const regions = new Map<string, Region>();
  return ({ accountId, region }) => {
    const key = `${accountId}/${region}`;
    const known = regions.get(key) ?? { instances: new Map(), clusters: new Map(), snapshots: new Map() };
    regions.set(key, known);
    return known;
  };
}

/** `arn:aws:rds:us-east-1:111111111111:db:clinic-dev`; identifiers are kept in lower case. */
export function rdsArn(place: Place, type: 'db' | 'cluster' | 'snapshot', identifier: string): string {
  return `arn:aws:rds:${place.region}:${place.accountId}:${type}:${identifier.toLowerCase()}`;
}

/** The identifier in an ARN, or the text itself: RDS takes either where it asks for an identifier. */
export function identifierIn(text: string): string {
  return (text.startsWith('arn:') ? (text.split(':').at(-1) ?? text) : text).toLowerCase();
}

/** Such as `db-3JKZ6Q…`, 26 letters and digits that never change while the instance lives. */
export function newResourceId(type: 'db' | 'cluster'): string {
  return `${type}-${randomBytes(20).toString('hex').slice(0, 26).toUpperCase()}`;
}
