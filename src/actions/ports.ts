import type { AppRunnerReader, AppRunnerWriter } from '../aws/apprunner.ts';
import type { CloudFrontReader, CloudFrontWriter } from '../aws/cloudfront.ts';
import type { EcrReader, EcrWriter } from '../aws/ecr.ts';
import type { LogsReader } from '../aws/logs.ts';
import type { S3Reader, S3Writer } from '../aws/s3.ts';
import type { SecretsReader } from '../aws/secrets-manager.ts';
import type { StsReader } from '../aws/sts.ts';
import type { ImageArchiveReader } from '../container/image-archive.ts';
import type { ImageBuilderReader, ImageBuilderWriter } from '../container/image-builder.ts';
import type { RegistryReader, RegistryWriter } from '../container/registry.ts';
import type { RunProcess } from '../machine/process.ts';
import type { TreeReader } from '../machine/tree.ts';

/** Everything that actions read the world through, by name. */
export interface Readers {
  readonly appRunner: AppRunnerReader;
  readonly cloudFront: CloudFrontReader;
  readonly logs: LogsReader;
  readonly ecr: EcrReader;
  readonly imageArchive: ImageArchiveReader;
  readonly imageBuilder: ImageBuilderReader;
  readonly processes: RunProcess;
  readonly registry: RegistryReader;
  readonly s3: S3Reader;
  readonly secrets: SecretsReader;
  readonly sts: StsReader;
  readonly tree: TreeReader;
}

/** Everything that actions change the world through; a port that can only read has no entry. */
export interface Writers {
  readonly appRunner: AppRunnerWriter;
  readonly cloudFront: CloudFrontWriter;
  readonly logs: undefined;
  readonly ecr: EcrWriter;
  readonly imageArchive: undefined;
  readonly imageBuilder: ImageBuilderWriter;
  readonly processes: undefined;
  readonly registry: RegistryWriter;
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
