import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/errors.ts';

export type Severity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export interface Application extends Place {
  readonly name: string;
  readonly createdAt: Date;
  /** By label, oldest first. */
  readonly versions: Map<string, Version>;
  /** By name. */
  readonly templates: Map<string, Template>;
}

/** A saved configuration. */
export interface Template {
  readonly solutionStack: string;
  readonly settings: Settings;
}

export interface Version {
  readonly label: string;
  readonly description: string | undefined;
  readonly bundle: { readonly bucket: string; readonly key: string };
  readonly createdAt: Date;
  status: 'UNPROCESSED' | 'PROCESSING' | 'PROCESSED' | 'FAILED' | 'BUILDING';
}

/** One option of an environment's configuration. */
export interface Setting {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

/** Options by namespace and name. */
export type Settings = ReadonlyMap<string, Setting>;

/** An EC2 instance of an environment, with the version that was deployed to it last. */
export interface Ec2Instance {
  readonly id: string;
  readonly versionLabel: string;
  readonly healthy: boolean;
}

export interface Event {
  readonly number: number;
  readonly at: Date;
  readonly severity: Severity;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly versionLabel: string | undefined;
}

export type EnvironmentStatus = 'Launching' | 'Updating' | 'Ready' | 'Aborting' | 'Terminating' | 'Terminated';

/** Colour, and the words of enhanced health. */
export interface Health {
  readonly color: 'Green' | 'Yellow' | 'Red' | 'Grey';
  readonly status: 'Ok' | 'Info' | 'Warning' | 'Degraded' | 'Severe' | 'Pending' | 'NoData' | 'Suspended' | 'Unknown';
  readonly causes: readonly string[];
}

export interface Environment extends Place {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly application: Application;
  solutionStack: string;
  readonly tier: 'WebServer' | 'Worker';
  /** The role with which Elastic Beanstalk acts; without one it acts with the caller's permissions. */
  operationsRole: string | undefined;
  /** A bare host and port, as AWS gives a bare host; undefined for a worker. */
  cname: string | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  status: EnvironmentStatus;
  health: Health;
  versionLabel: string | undefined;
  settings: Settings;
  /** What an update under way makes of the settings. */
  draft: Settings | undefined;
  instances: readonly Ec2Instance[];
  /** Newest first. */
  readonly events: Event[];
  /** Aborts the update under way, where it can be. */
  abort: AbortController | undefined;
  /** Where the last requested log tail is, once it has been taken. */
  tails: readonly { readonly instanceId: string; readonly at: Date; readonly url: string }[];
  readonly tags: Map<string, string>;
  /** What the application wrote. */
  readonly applicationLog: string[];
}

export const green: Health = { color: 'Green', status: 'Ok', causes: [] };

export function arnOf({ region, accountId }: Place, resource: string): string {
  return `arn:aws:elasticbeanstalk:${region}:${accountId}:${resource}`;
}

export function optionKey(namespace: string, name: string): string {
  return `${namespace}\n${name}`;
}

export function option(
  { settings }: Pick<Environment, 'settings'>,
  namespace: string,
  name: string,
): string | undefined {
  return settings.get(optionKey(namespace, name))?.value;
}

/** Such as `i-0a1b2c3d4e5f60718`. */
export function newInstanceId(): string {
  return `i-0${randomBytes(8).toString('hex')}`;
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** Why an update failed on the instances. */
export class InstanceFailure extends Error {}

/** A list in a Query request: an empty one comes as an empty text. */
export function listed<Item>(sent: readonly Item[] | '' | undefined): readonly Item[] {
  return sent || [];
}
