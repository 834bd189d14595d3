import {
  AbortEnvironmentUpdateCommand,
  CreateApplicationVersionCommand,
  CreateEnvironmentCommand,
  CreateStorageLocationCommand,
  DescribeApplicationVersionsCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentHealthCommand,
  DescribeEnvironmentsCommand,
  ElasticBeanstalkClient,
  ListAvailableSolutionStacksCommand,
  ListTagsForResourceCommand,
  paginateDescribeEvents,
  RequestEnvironmentInfoCommand,
  RetrieveEnvironmentInfoCommand,
  UpdateEnvironmentCommand,
  UpdateTagsForResourceCommand,
} from '@aws-sdk/client-elastic-beanstalk';
import {
  awsErrorName,
  type ClientOptions,
  clientSettings,
  errorKind,
  explained,
  failing,
  pollSettings,
} from './client.ts';
import { environmentOf, toApi, updateToApi, versionOf } from './elastic-beanstalk-description.ts';
import type {
  ElasticBeanstalkReader,
  ElasticBeanstalkWriter,
  Environment,
  EnvironmentEvent,
  Requested,
} from './elastic-beanstalk-vocabulary.ts';

export type * from './elastic-beanstalk-vocabulary.ts';

export function elasticBeanstalk(options: ClientOptions): {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
} {
  const client = new ElasticBeanstalkClient(clientSettings(options));
  const polling = new ElasticBeanstalkClient(pollSettings(options));
  return { reader: reader(client, polling), writer: writer(client) };
}

function reader(client: ElasticBeanstalkClient, polling: ElasticBeanstalkClient): ElasticBeanstalkReader {
  return {
    environment: (name, signal) =>
      findEnvironment(client, name, signal).catch(failing(`Reading the Elastic Beanstalk environment ${name}`)),
    poll: (name, signal) =>
      findEnvironment(polling, name, signal).catch(failing(`Reading the Elastic Beanstalk environment ${name}`)),
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
    async createVersion({ application, label, description, bundle: { bucket, key }, createApplication }, abortSignal) {
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
        if (errorKind(error) === 'busy' || (error instanceof Error && /must be ready/i.test(error.message)))
          return 'busy';
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
      const TagsToAdd = Object.entries(tags.put).map(([Key, Value]) => ({ Key, Value }));
      const changes = { TagsToAdd, ...(tags.removed.length > 0 ? { TagsToRemove: [...tags.removed] } : {}) };
      await client
        .send(new UpdateTagsForResourceCommand({ ResourceArn: arn, ...changes }), { abortSignal })
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

function requested({ $metadata }: { readonly $metadata: { readonly requestId?: string | undefined } }): Requested {
  return { requestId: $metadata.requestId ?? '' };
}
