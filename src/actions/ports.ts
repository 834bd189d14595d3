import type { AppRunnerReader, AppRunnerWriter } from '../aws/apprunner.ts';
import type { CloudFrontReader, CloudFrontWriter } from '../aws/cloudfront.ts';
import type { LogsReader } from '../aws/logs.ts';
import type { S3Reader, S3Writer } from '../aws/s3.ts';
import type { SecretsReader } from '../aws/secrets-manager.ts';
import type { StsReader } from '../aws/sts.ts';
import type { Probe } from '../http/probe.ts';
import type { EnvironmentVariable } from '../machine/environment.ts';
import type { FilesReader, FilesWriter } from '../machine/files.ts';
import type { RunProcess } from '../machine/process.ts';
import type { RandomBytes } from '../machine/random.ts';
import type { TreeReader } from '../machine/tree.ts';

/** Everything that actions read the world through, by name. */
export interface Readers {
  readonly appRunner: AppRunnerReader;
  readonly cloudFront: CloudFrontReader;
  readonly environment: EnvironmentVariable;
  readonly files: FilesReader;
  readonly logs: LogsReader;
  readonly probe: undefined;
  readonly processes: RunProcess;
  readonly random: RandomBytes;
  readonly s3: S3Reader;
  readonly secrets: SecretsReader;
  readonly sts: StsReader;
  readonly tree: TreeReader;
}

/** Everything that actions change the world through; a port that can only read has no entry. */
export interface Writers {
  readonly appRunner: AppRunnerWriter;
  readonly cloudFront: CloudFrontWriter;
  readonly environment: undefined;
  readonly files: FilesWriter;
  readonly logs: undefined;
  /** A request may change something, so whoever only observes has no probe. */
  readonly probe: Probe;
  readonly processes: undefined;
  readonly random: undefined;
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
