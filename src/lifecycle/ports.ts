import type { AppRunnerReader, AppRunnerWriter } from '../aws/apprunner.ts';
import type { CloudFormationReader } from '../aws/cloudformation.ts';
import type { CloudFrontReader, CloudFrontWriter } from '../aws/cloudfront.ts';
import type { EcrReader, EcrWriter } from '../aws/ecr.ts';
import type { EcsReader, EcsWriter } from '../aws/ecs.ts';
import type { ElasticBeanstalkReader, ElasticBeanstalkWriter } from '../aws/elastic-beanstalk.ts';
import type { IamReader } from '../aws/iam.ts';
import type { LogsReader } from '../aws/logs.ts';
import type { RdsReader, RdsWriter } from '../aws/rds.ts';
import type { S3Reader, S3Writer } from '../aws/s3.ts';
import type { SecretsReader } from '../aws/secrets-manager.ts';
import type { ImageArchiveReader } from '../container/archive/image-archive.ts';
import type { ImageBuilderReader, ImageBuilderWriter } from '../container/build/image-builder.ts';
import type { RegistryReader, RegistryWriter } from '../container/registry.ts';
import type { GitHubReader, GitHubWriter } from '../github/git-hub.ts';
import type { Probe } from '../http/probe.ts';
import type { EnvironmentVariable } from '../machine/environment.ts';
import type { FilesReader, FilesWriter } from '../machine/files.ts';
import type { RunProcess } from '../machine/process.ts';
import type { RandomBytes } from '../machine/random.ts';
import type { BundleReader, BundleWriter } from '../machine/source-bundle.ts';
import type { TreeReader } from '../machine/tree.ts';
import type { DatabaseReader, DatabaseWriter } from '../sql/databases.ts';

/** The two sides of one outside system: a reader and, where something can be changed, a writer. */
export interface Port<Reader, Writer = undefined> {
  readonly reader: Reader;
  readonly writer: Writer;
}

/** All ports, by name. */
export interface Ports {
  readonly appRunner: Port<AppRunnerReader, AppRunnerWriter>;
  readonly bundles: Port<BundleReader, BundleWriter>;
  readonly cloudFormation: Port<CloudFormationReader>;
  readonly cloudFront: Port<CloudFrontReader, CloudFrontWriter>;
  readonly databases: Port<DatabaseReader, DatabaseWriter>;
  readonly ecr: Port<EcrReader, EcrWriter>;
  readonly elasticBeanstalk: Port<ElasticBeanstalkReader, ElasticBeanstalkWriter>;
  readonly ecs: Port<EcsReader, EcsWriter>;
  readonly environment: Port<EnvironmentVariable>;
  readonly files: Port<FilesReader, FilesWriter>;
  readonly gitHub: Port<GitHubReader, GitHubWriter>;
  readonly iam: Port<IamReader>;
  readonly imageArchive: Port<ImageArchiveReader>;
  readonly imageBuilder: Port<ImageBuilderReader, ImageBuilderWriter>;
  readonly logs: Port<LogsReader>;
  /** A request may change something, so `observe` has no probe. */
  readonly probe: Port<undefined, Probe>;
  readonly processes: Port<RunProcess>;
  readonly random: Port<RandomBytes>;
  readonly rds: Port<RdsReader, RdsWriter>;
  readonly registry: Port<RegistryReader, RegistryWriter>;
  readonly s3: Port<S3Reader, S3Writer>;
  readonly secrets: Port<SecretsReader>;
  readonly tree: Port<TreeReader>;
}

export type PortName = keyof Ports;

/** The readers of all ports: `observe` gets only these, and so cannot write. */
export type ReadPorts = { readonly [Name in PortName]: Ports[Name]['reader'] };

/** How each port is made, when an action needs it. */
export type PortMakers = { readonly [Name in PortName]: () => Promise<Ports[Name]> };

/** The readers of some ports. */
export function readersOf<N extends PortName>(ports: Pick<Ports, N>): Pick<ReadPorts, N> {
  const readers = Object.entries<Port<unknown, unknown>>(ports).map(([name, { reader }]) => [name, reader] as const);
  return Object.fromEntries(readers) as unknown as Pick<ReadPorts, N>;
}

/** Makers of ports that are made already. */
export function makersOf<N extends PortName>(ports: Pick<Ports, N>): Pick<PortMakers, N> {
  const makers = Object.entries(ports).map(([name, port]) => [name, async () => port] as const);
  return Object.fromEntries(makers) as unknown as Pick<PortMakers, N>;
}
