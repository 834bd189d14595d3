import type { CloudFrontReader, CloudFrontWriter } from '../aws/cloudfront.ts';
import type { RdsReader, RdsWriter } from '../aws/rds.ts';
import type { S3Reader, S3Writer } from '../aws/s3.ts';
import type { SecretsReader } from '../aws/secrets-manager.ts';
import type { StsReader } from '../aws/sts.ts';
import type { EnvironmentVariable } from '../machine/environment.ts';
import type { FilesReader, FilesWriter } from '../machine/files.ts';
import type { RunProcess } from '../machine/process.ts';
import type { TreeReader } from '../machine/tree.ts';
import type { DatabaseReader, DatabaseWriter } from '../sql/databases.ts';

/** Everything that actions read the world through, by name. */
export interface Readers {
  readonly cloudFront: CloudFrontReader;
  readonly databases: DatabaseReader;
  readonly environment: EnvironmentVariable;
  readonly files: FilesReader;
  readonly processes: RunProcess;
  readonly rds: RdsReader;
  readonly s3: S3Reader;
  readonly secrets: SecretsReader;
  readonly sts: StsReader;
  readonly tree: TreeReader;
}

/** Everything that actions change the world through; a port that can only read has no entry. */
export interface Writers {
  readonly cloudFront: CloudFrontWriter;
  readonly databases: DatabaseWriter;
  readonly environment: undefined;
  readonly files: FilesWriter;
  readonly processes: undefined;
  readonly rds: RdsWriter;
  readonly s3: S3Writer;
  readonly secrets: undefined;
  readonly sts: undefined;
  readonly tree: undefined;
}

export type PortName = keyof Readers & keyof Writers;

/** One port: its reader and, where it can change something, its writer. */
export interface Port<Name extends PortName> {
  readonly reader: Readers[Name];
  readonly writer: Writers[Name];
}

/** How each port is made, when an action needs it. */
export type PortMakers = { readonly [Name in PortName]: () => Promise<Port<Name>> };
