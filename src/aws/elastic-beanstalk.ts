import {
  AbortEnvironmentUpdateCommand,
  type ApplicationVersionDescription,
  type ApplicationVersionStatus,
  CreateApplicationVersionCommand,
  CreateEnvironmentCommand,
  CreateStorageLocationCommand,
  DescribeApplicationVersionsCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentHealthCommand,
  DescribeEnvironmentsCommand,
  ElasticBeanstalkClient,
  type EnvironmentDescription,
  type EnvironmentHealth,
  type EnvironmentStatus,
  type EventSeverity,
  ListAvailableSolutionStacksCommand,
  ListTagsForResourceCommand,
  paginateDescribeEvents,
  RequestEnvironmentInfoCommand,
  RetrieveEnvironmentInfoCommand,
  UpdateEnvironmentCommand,
  UpdateTagsForResourceCommand,
} from '@aws-sdk/client-elastic-beanstalk';
import { awsErrorName, type ClientOptions, clientSettings, explained, isTransient } from './client.ts';

export type { ApplicationVersionStatus, EnvironmentHealth, EnvironmentStatus, EventSeverity };

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
  readonly health: EnvironmentHealth;
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

/** An option of an environment's configuration. */
export interface OptionSetting {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export type OptionName = Omit<OptionSetting, 'value'>;

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
  /** The same for whoever asks often; `throttled`: AWS wants to be asked more slowly. */
  poll(name: string, signal: AbortSignal): Promise<Environment | 'throttled' | undefined>;
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
  createVersion(
    application: string,
    label: string,
    description: string,
    bundle: BundlePlace,
    createApplication: boolean,
    signal: AbortSignal,
  ): Promise<void>;
  /** The answer is the request's id, by which its events are found. `busy`: the environment is not Ready. */
  update(name: string, update: EnvironmentUpdate, signal: AbortSignal): Promise<Requested | 'busy'>;
  create(environment: NewEnvironment, signal: AbortSignal): Promise<Requested>;
  /** Gives up the update under way; the version from before comes back. */
  abortUpdate(name: string, signal: AbortSignal): Promise<void>;
  /** Adds tags, or gives those that are there other values. */
  tag(arn: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /** Asks the instances for the tail of their logs. */
  requestTail(name: string, signal: AbortSignal): Promise<void>;
}

export interface Requested {
  readonly requestId: string;
}

export function elasticBeanstalk(options: ClientOptions): {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
} {
  const client = new ElasticBeanstalkClient(clientSettings(options));
  // Whoever asks again anyway had better wait than try at once.
  const polling = new ElasticBeanstalkClient({ ...clientSettings(options), maxAttempts: 2 });
  return { reader: reader(client, polling), writer: writer(client) };
}

function reader(client: ElasticBeanstalkClient, polling: ElasticBeanstalkClient): ElasticBeanstalkReader {
  return {
    environment: (name, signal) =>
      findEnvironment(client, name, signal).catch(failing(`Reading the Elastic Beanstalk environment ${name}`)),
    async poll(name, signal) {
      try {
        return await findEnvironment(polling, name, signal);
      } catch (error) {
        if (isTransient(error)) return 'throttled';
        throw explained(error, `Reading the Elastic Beanstalk environment ${name}`);
      }
    },
    async tags(arn, abortSignal) {
      const { ResourceTags = [] } = await client
        .send(new ListTagsForResourceCommand({ ResourceArn: arn }), { abortSignal })
        .catch(failing(`Reading the tags of ${arn}`));
      return Object.fromEntries(ResourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    async options({ name, application }, abortSignal) {
      const command = new DescribeConfigurationSettingsCommand({ ApplicationName: application, EnvironmentName: name });
      const { ConfigurationSettings = [] } = await client
        .send(command, { abortSignal })
        .catch(failing(`Reading the configuration of the Elastic Beanstalk environment ${name}`));
      const inForce = ConfigurationSettings.find(({ DeploymentStatus }) => DeploymentStatus !== 'pending');
      return (inForce?.OptionSettings ?? []).flatMap(({ Namespace = '', OptionName = '', Value }) =>
        Value === undefined ? [] : [{ namespace: Namespace, name: OptionName, value: Value }],
      );
    },
    async version(application, label, abortSignal) {
      const command = new DescribeApplicationVersionsCommand({ ApplicationName: application, VersionLabels: [label] });
      const { ApplicationVersions = [] } = await client
        .send(command, { abortSignal })
        .catch(failing(`Reading the version ${label} of the application ${application}`));
      return ApplicationVersions[0] && versionOf(ApplicationVersions[0]);
    },
    async events(name, scope, abortSignal) {
      const wanted = 'since' in scope ? { StartTime: scope.since } : { RequestId: scope.requestId };
      const events: EnvironmentEvent[] = [];
      try {
        for await (const { Events = [] } of paginateDescribeEvents(
          { client },
          { EnvironmentName: name, ...wanted },
          { abortSignal },
        ))
          events.push(
            ...Events.map(({ EventDate = new Date(0), Severity = 'INFO', Message = '' }) => ({
              ...{ at: EventDate, severity: Severity, message: Message },
            })),
          );
      } catch (error) {
        throw explained(error, `Reading the events of the Elastic Beanstalk environment ${name}`);
      }
      return events;
    },
    async healthCauses(name, abortSignal) {
      const command = new DescribeEnvironmentHealthCommand({ EnvironmentName: name, AttributeNames: ['Causes'] });
      try {
        return (await client.send(command, { abortSignal })).Causes ?? [];
      } catch (error) {
        if (awsErrorName(error) === 'InvalidRequestException') return [];
        throw explained(error, `Reading the health of the Elastic Beanstalk environment ${name}`);
      }
    },
    async platforms(abortSignal) {
      const { SolutionStacks = [] } = await client
        .send(new ListAvailableSolutionStacksCommand({}), { abortSignal })
        .catch(failing('Listing the platforms of Elastic Beanstalk'));
      return SolutionStacks;
    },
    async tails(name, since, abortSignal) {
      const command = new RetrieveEnvironmentInfoCommand({ EnvironmentName: name, InfoType: 'tail' });
      const { EnvironmentInfo = [] } = await client
        .send(command, { abortSignal })
        .catch(failing(`Reading the log tail of the Elastic Beanstalk environment ${name}`));
      return EnvironmentInfo.flatMap(({ SampleTimestamp, Message }) =>
        Message && SampleTimestamp && SampleTimestamp >= since ? [Message] : [],
      );
    },
  };
}

function writer(client: ElasticBeanstalkClient): ElasticBeanstalkWriter {
  return {
    async storageLocation(abortSignal) {
      const { S3Bucket = '' } = await client
        .send(new CreateStorageLocationCommand({}), { abortSignal })
        .catch(failing("Asking for Elastic Beanstalk's bucket"));
      return S3Bucket;
    },
    async createVersion(application, label, description, { bucket, key }, createApplication, abortSignal) {
      const command = new CreateApplicationVersionCommand({
        ...{ ApplicationName: application, VersionLabel: label, Description: description },
        ...{ SourceBundle: { S3Bucket: bucket, S3Key: key }, AutoCreateApplication: createApplication },
      });
      await client
        .send(command, { abortSignal })
        .catch(failing(`Creating the version ${label} of the application ${application}`));
    },
    async update(name, update, abortSignal) {
      const command = new UpdateEnvironmentCommand({ EnvironmentName: name, ...updateToApi(update) });
      try {
        return requested(await client.send(command, { abortSignal }));
      } catch (error) {
        if (error instanceof Error && /must be ready/i.test(error.message)) return 'busy';
        throw explained(error, `Updating the Elastic Beanstalk environment ${name}`);
      }
    },
    async create({ name, application, versionLabel, platform, options, tags }, abortSignal) {
      const command = new CreateEnvironmentCommand({
        ...{ ApplicationName: application, EnvironmentName: name, VersionLabel: versionLabel },
        ...(platform.startsWith('arn:') ? { PlatformArn: platform } : { SolutionStackName: platform }),
        OptionSettings: options.map(toApi),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      return requested(
        await client
          .send(command, { abortSignal })
          .catch(failing(`Creating the Elastic Beanstalk environment ${name}`)),
      );
    },
    async abortUpdate(name, abortSignal) {
      await client
        .send(new AbortEnvironmentUpdateCommand({ EnvironmentName: name }), { abortSignal })
        .catch(failing(`Aborting the update of the Elastic Beanstalk environment ${name}`));
    },
    async tag(arn, tags, abortSignal) {
      const TagsToAdd = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await client
        .send(new UpdateTagsForResourceCommand({ ResourceArn: arn, TagsToAdd }), { abortSignal })
        .catch(failing(`Tagging ${arn}`));
    },
    async requestTail(name, abortSignal) {
      await client
        .send(new RequestEnvironmentInfoCommand({ EnvironmentName: name, InfoType: 'tail' }), { abortSignal })
        .catch(failing(`Asking for the log tail of the Elastic Beanstalk environment ${name}`));
    },
  };
}

async function findEnvironment(
  client: ElasticBeanstalkClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<Environment | undefined> {
  const command = new DescribeEnvironmentsCommand({ EnvironmentNames: [name], IncludeDeleted: false });
  const { Environments = [] } = await client.send(command, { abortSignal });
  const found = Environments.find(({ Status }) => Status !== 'Terminated');
  return found && environmentOf(found);
}

function environmentOf(described: EnvironmentDescription): Environment {
  return {
    arn: described.EnvironmentArn ?? '',
    id: described.EnvironmentId ?? '',
    name: described.EnvironmentName ?? '',
    application: described.ApplicationName ?? '',
    platform: described.SolutionStackName ?? described.PlatformArn ?? '',
    versionLabel: described.VersionLabel,
    host: described.CNAME ?? described.EndpointURL ?? '',
    status: described.Status ?? 'Updating',
    updatedAt: described.DateUpdated ?? new Date(0),
    health: described.Health ?? 'Grey',
    healthStatus: described.HealthStatus,
    abortable: described.AbortableOperationInProgress ?? false,
  };
}

function versionOf({ VersionLabel = '', Status, SourceBundle, DateCreated }: ApplicationVersionDescription): Version {
  return {
    label: VersionLabel,
    status: versionStatus(Status ?? 'Unprocessed'),
    bundle:
      SourceBundle?.S3Bucket && SourceBundle.S3Key
        ? { bucket: SourceBundle.S3Bucket, key: SourceBundle.S3Key }
        : undefined,
    createdAt: DateCreated,
  };
}

/** The API answers in capitals ("PROCESSED") what its model writes with one. */
function versionStatus(answered: string): ApplicationVersionStatus {
  return (answered.charAt(0).toUpperCase() + answered.slice(1).toLowerCase()) as ApplicationVersionStatus;
}

function updateToApi(update: EnvironmentUpdate) {
  if ('versionLabel' in update) return { VersionLabel: update.versionLabel };
  return {
    OptionSettings: update.set.map(toApi),
    OptionsToRemove: update.remove.map(({ namespace, name }) => ({ Namespace: namespace, OptionName: name })),
  };
}

function toApi({ namespace, name, value }: OptionSetting) {
  return { Namespace: namespace, OptionName: name, Value: value };
}

function requested({ $metadata }: { readonly $metadata: { readonly requestId?: string | undefined } }): Requested {
  return { requestId: $metadata.requestId ?? '' };
}

function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, doing);
  };
}
