import type { ApplicationVersionStatus, EnvironmentStatus, EventSeverity } from '@aws-sdk/client-elastic-beanstalk';
import type { HealthColor, OptionName, OptionSetting } from '../../domain/beanstalk.ts';
import type { TagChanges } from '../../domain/tag-changes.ts';

export type { ApplicationVersionStatus, EnvironmentStatus, EventSeverity };

export interface Environment {
  readonly arn: string;
  /** `e-…` */
  readonly id: string;
  readonly name: string;
  readonly application: string;
  /** Its solution stack, or the ARN of a platform of one's own. */
  readonly platform: string;
  readonly platformArn: string | undefined;
  readonly tier: Tier;
  /** The role with which Elastic Beanstalk acts; without one it acts with the caller's permissions. */
  readonly operationsRole: string | undefined;
  /** The version that runs; none where there never was one. */
  readonly versionLabel: string | undefined;
  /** The host that serves it, without scheme; empty for a worker, which nobody can call. */
  readonly host: string;
  readonly status: EnvironmentStatus;
  readonly updatedAt: Date;
  readonly health: HealthColor;
  /** In the words of enhanced health: Ok, Warning, Degraded, … */
  readonly healthStatus: string | undefined;
  readonly abortable: boolean;
}

/** Whether an environment answers requests, or works on the messages of a queue. */
export type Tier = 'WebServer' | 'Worker';

/** A configuration that is saved in an application, as a template of environments. */
export interface SavedConfiguration {
  readonly name: string;
  readonly platform: string;
  readonly platformArn: string | undefined;
  readonly options: readonly OptionSetting[];
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
  /** The request that it tells of, if any. */
  readonly requestId: string | undefined;
}

/** Whose events are wanted: those of one request, or all since a time. */
export type EventScope = { readonly requestId: string } | { readonly since: Date };

/** What is to change in an environment: its version, its options, or both. */
export interface EnvironmentUpdate {
  readonly versionLabel?: string | undefined;
  readonly set?: readonly OptionSetting[];
  readonly remove?: readonly OptionName[];
  /** Another version of its platform. */
  readonly platform?: string | undefined;
}

export interface NewVersion {
  readonly application: string;
  readonly label: string;
  readonly description: string;
  readonly bundle: BundlePlace;
  /** Whether the application may have to be created as well. */
  readonly createApplication: boolean;
  /** Whether Elastic Beanstalk validates its configuration files (env.yaml, .ebextensions) before it can be deployed. */
  readonly process: boolean;
}

export interface NewEnvironment {
  readonly name: string;
  readonly application: string;
  readonly versionLabel: string;
  /** Undefined: that of the saved configuration. */
  readonly platform: string | undefined;
  readonly options: readonly OptionSetting[];
  readonly tags: Readonly<Record<string, string>>;
  readonly tier?: Tier | undefined;
  /** The first part of its host; left out, its name with something random. */
  readonly cnamePrefix?: string | undefined;
  /** The saved configuration that it begins with. */
  readonly savedConfiguration?: string | undefined;
  /** Options of the saved configuration that it shall not have. */
  readonly remove?: readonly OptionName[];
  readonly operationsRole?: string | undefined;
}

export interface ElasticBeanstalkReader {
  /** The environment of this name, unless it is terminated. */
  environment(name: string, signal: AbortSignal): Promise<Environment | undefined>;
  /** The same for frequent polls, with one retry. */
  poll(name: string, signal: AbortSignal): Promise<Environment | undefined>;
  /** Those of these names that are there, by one request. */
  pollAll(names: readonly string[], signal: AbortSignal): Promise<readonly Environment[]>;
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
  /** The versions of a platform's branch (`Docker running on 64bit Amazon Linux 2023`). */
  branchVersions(branch: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether an environment can have its host at this prefix. */
  isPrefixFree(prefix: string, signal: AbortSignal): Promise<boolean>;
  savedConfiguration(application: string, name: string, signal: AbortSignal): Promise<SavedConfiguration | undefined>;
  /** URLs of the log tails that the instances have put into S3 since a time. */
  tails(name: string, since: Date, signal: AbortSignal): Promise<readonly string[]>;
}

/** What exchanges two environments, and makes and removes one of them. */
export interface TwinWriter {
  /** Sent once and never again, whatever the answer: who calls looks at the hosts. `busy`: one of them is not Ready. */
  swapCnames(environments: readonly [Environment, Environment], signal: AbortSignal): Promise<'busy' | 'asked'>;
  /** Saves an environment's configuration under this name, in the place of one that bears it. */
  saveConfiguration(environment: Environment, savedAs: string, signal: AbortSignal): Promise<void>;
  deleteConfiguration(application: string, name: string, signal: AbortSignal): Promise<void>;
  terminate(environment: Pick<Environment, 'id' | 'name'>, signal: AbortSignal): Promise<void>;
}

export interface ElasticBeanstalkWriter extends TwinWriter {
  /** The bucket in which Elastic Beanstalk keeps bundles, made where it is not there. */
  storageLocation(signal: AbortSignal): Promise<string>;
  createVersion(version: NewVersion, signal: AbortSignal): Promise<'made' | 'exists'>;
  /**
   * Sent once: an answer may be lost. The answer is the request's id, by which its events are found. `busy`: the environment
   * is not Ready. `separately`: version and options are not taken in one update.
   */
  update(name: string, update: EnvironmentUpdate, signal: AbortSignal): Promise<Requested | 'busy' | 'separately'>;
  /** Sent once, like an update. */
  create(environment: NewEnvironment, signal: AbortSignal): Promise<Requested | 'exists'>;
  /** Gives the environment another operations role; undefined takes its own away. */
  giveOperationsRole(name: string, role: string | undefined, signal: AbortSignal): Promise<void>;
  /** Aborts the update under way; Elastic Beanstalk rolls back to the previous version. */
  abortUpdate(name: string, signal: AbortSignal): Promise<void>;
  /** Puts tags, and takes others off: an update of its own, in which the environment is not Ready. */
  tag(arn: string, tags: TagChanges, signal: AbortSignal): Promise<Requested | 'busy'>;
  /** Asks the instances for the tail of their logs. */
  requestTail(name: string, signal: AbortSignal): Promise<void>;
}

export interface Requested {
  readonly requestId: string;
}
