import type { ApplicationVersionStatus, EnvironmentStatus, EventSeverity } from '@aws-sdk/client-elastic-beanstalk';
import type { HealthColor, OptionName, OptionSetting } from '../domain/beanstalk.ts';
import type { TagChanges } from '../domain/tag-changes.ts';

export type { ApplicationVersionStatus, EnvironmentStatus, EventSeverity };

export interface Environment {
  readonly arn: string;
  /** `e-…` */
  readonly id: string;
  readonly name: string;
  readonly application: string;
  readonly platform: string;
  /** The version that runs; none where there never was one. */
  readonly versionLabel: string | undefined;
  /** The host that serves it, without scheme. */
  readonly host: string;
  readonly status: EnvironmentStatus;
  readonly updatedAt: Date;
  readonly health: HealthColor;
  /** In the words of enhanced health: Ok, Warning, Degraded, … */
  readonly healthStatus: string | undefined;
  readonly abortable: boolean;
}

/** A place in S3 that holds a source bundle. */
export interface BundlePlace {
  readonly bucket: string;
  readonly key: string;
}

export interface Version {
  readonly label: string;
  readonly status: ApplicationVersionStatus;
  readonly bundle: BundlePlace | undefined;
  readonly createdAt: Date | undefined;
}

export interface EnvironmentEvent {
  readonly at: Date;
  readonly severity: EventSeverity;
  readonly message: string;
}

/** Whose events are wanted: those of one request, or all since a time. */
export type EventScope = { readonly requestId: string } | { readonly since: Date };

/** What is to change in an environment: its version or its options, never both in one call. */
export type EnvironmentUpdate =
  | { readonly versionLabel: string }
  | { readonly set: readonly OptionSetting[]; readonly remove: readonly OptionName[] };

export interface NewVersion {
  readonly application: string;
  readonly label: string;
  readonly description: string;
  readonly bundle: BundlePlace;
  /** Whether the application may have to be created as well. */
  readonly createApplication: boolean;
}

export interface NewEnvironment {
  readonly name: string;
  readonly application: string;
  readonly versionLabel: string;
  readonly platform: string;
  readonly options: readonly OptionSetting[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface ElasticBeanstalkReader {
  /** The environment of this name, unless it is terminated. */
  environment(name: string, signal: AbortSignal): Promise<Environment | undefined>;
  /** The same for frequent polls, with one retry. */
  poll(name: string, signal: AbortSignal): Promise<Environment | undefined>;
  tags(arn: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** All options with a value, as they are in force. */
  options(environment: Environment, signal: AbortSignal): Promise<readonly OptionSetting[]>;
  version(application: string, label: string, signal: AbortSignal): Promise<Version | undefined>;
  /** Newest first. */
  events(name: string, scope: EventScope, signal: AbortSignal): Promise<readonly EnvironmentEvent[]>;
  /** What enhanced health gives as causes; none for basic health. */
  healthCauses(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The names of all platforms ("solution stacks"), newest first. */
  platforms(signal: AbortSignal): Promise<readonly string[]>;
  /** URLs of the log tails that the instances have put into S3 since a time. */
  tails(name: string, since: Date, signal: AbortSignal): Promise<readonly string[]>;
}

export interface ElasticBeanstalkWriter {
  /** The bucket in which Elastic Beanstalk keeps bundles, made where it is not there. */
  storageLocation(signal: AbortSignal): Promise<string>;
  createVersion(version: NewVersion, signal: AbortSignal): Promise<void>;
  /** The answer is the request's id, by which its events are found. `busy`: the environment is not Ready. */
  update(name: string, update: EnvironmentUpdate, signal: AbortSignal): Promise<Requested | 'busy'>;
  create(environment: NewEnvironment, signal: AbortSignal): Promise<Requested>;
  /** Aborts the update under way; Elastic Beanstalk rolls back to the previous version. */
  abortUpdate(name: string, signal: AbortSignal): Promise<void>;
  /** Puts tags, and takes others off. */
  tag(arn: string, tags: TagChanges, signal: AbortSignal): Promise<void>;
  /** Asks the instances for the tail of their logs. */
  requestTail(name: string, signal: AbortSignal): Promise<void>;
}

export interface Requested {
  readonly requestId: string;
}
