import { awsErrorName, type ClientOptions, clientSettings, explained, failing, pollSettings } from './client.ts';
import { explainedOfVersion, isBusy, isThere } from './elastic-beanstalk-answers.ts';
import { branchVersions, createEnvironment, isPrefixFree, savedConfiguration } from './elastic-beanstalk-creation.ts';
import { environmentOf, updateToApi, versionOf } from './elastic-beanstalk-description.ts';
import {
  AbortEnvironmentUpdateCommand,
  AssociateEnvironmentOperationsRoleCommand,
  CreateApplicationVersionCommand,
  CreateStorageLocationCommand,
  DescribeApplicationVersionsCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentHealthCommand,
  DescribeEnvironmentsCommand,
  DisassociateEnvironmentOperationsRoleCommand,
  ElasticBeanstalkClient,
  ListAvailableSolutionStacksCommand,
  ListTagsForResourceCommand,
  paginateDescribeEvents,
  RequestEnvironmentInfoCommand,
  RetrieveEnvironmentInfoCommand,
  UpdateEnvironmentCommand,
  UpdateTagsForResourceCommand,
} from './elastic-beanstalk-sdk.ts';
import { deleteConfiguration, saveConfiguration, swapCnames, terminateEnvironment } from './elastic-beanstalk-twins.ts';
import type {
  ElasticBeanstalkReader,
  ElasticBeanstalkWriter,
  Environment,
  EnvironmentEvent,
  Requested,
  TwinWriter,
} from './elastic-beanstalk-vocabulary.ts';

export type * from './elastic-beanstalk-vocabulary.ts';

export function elasticBeanstalk(options: ClientOptions): {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
} {
  const client = new ElasticBeanstalkClient(clientSettings(options));
  const polling = new ElasticBeanstalkClient(pollSettings(options));
  // What is sent twice could find its first sending in the way: who calls looks what became of it.
  const once = new ElasticBeanstalkClient({ ...clientSettings(options), maxAttempts: 1 });
  return { reader: reader(client, polling), writer: { ...writer(client, once), ...twinWriter(client, once) } };
}

function reader(client: ElasticBeanstalkClient, polling: ElasticBeanstalkClient): ElasticBeanstalkReader {
  return {
    environment: (name, signal) =>
      findEnvironment(client, name, signal).catch(failing(`Reading the Elastic Beanstalk environment ${name}`)),
    poll: (name, signal) =>
      findEnvironment(polling, name, signal).catch(failing(`Reading the Elastic Beanstalk environment ${name}`)),
    async pollAll(names, abortSignal) {
      const command = new DescribeEnvironmentsCommand({ EnvironmentNames: [...names], IncludeDeleted: false });
      const { Environments = [] } = await polling
        .send(command, { abortSignal })
        .catch(failing(`Reading the Elastic Beanstalk environments ${names.join(' and ')}`));
      return Environments.filter(({ Status }) => Status !== 'Terminated').map(environmentOf);
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
            ...Events.map(({ EventDate = new Date(0), Severity = 'INFO', Message = '', RequestId }) => ({
              ...{ at: EventDate, severity: Severity, message: Message, requestId: RequestId || undefined },
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
    branchVersions: (branch, signal) => branchVersions(client, branch, signal),
    isPrefixFree: (prefix, signal) => isPrefixFree(client, prefix, signal),
    savedConfiguration: (application, name, signal) => savedConfiguration(client, application, name, signal),
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

function twinWriter(client: ElasticBeanstalkClient, once: ElasticBeanstalkClient): TwinWriter {
  return {
    swapCnames: (environments, signal) => swapCnames(once, environments, signal),
    saveConfiguration: (environment, savedAs, signal) => saveConfiguration(client, environment, savedAs, signal),
    deleteConfiguration: (application, name, signal) => deleteConfiguration(client, application, name, signal),
    terminate: (environment, signal) => terminateEnvironment(client, environment, signal),
  };
}

function writer(
  client: ElasticBeanstalkClient,
  once: ElasticBeanstalkClient,
): Omit<ElasticBeanstalkWriter, keyof TwinWriter> {
  return {
    async storageLocation(abortSignal) {
      const { S3Bucket = '' } = await client
        .send(new CreateStorageLocationCommand({}), { abortSignal })
        .catch(failing("Asking for Elastic Beanstalk's bucket"));
      return S3Bucket;
    },
    async createVersion({ application, label, description, bundle, createApplication, process }, abortSignal) {
      const command = new CreateApplicationVersionCommand({
        ...{ ApplicationName: application, VersionLabel: label, Description: description },
        ...{ SourceBundle: { S3Bucket: bundle.bucket, S3Key: bundle.key }, AutoCreateApplication: createApplication },
        Process: process,
      });
      try {
        await client.send(command, { abortSignal });
        return 'made';
      } catch (error) {
        if (isThere(error)) return 'exists';
        throw explained(error, `Creating the version ${label} of the application ${application}`);
      }
    },
    async update(name, update, abortSignal) {
      const command = new UpdateEnvironmentCommand({ EnvironmentName: name, ...updateToApi(update) });
      try {
        return requested(await once.send(command, { abortSignal }));
      } catch (error) {
        if (isBusy(error)) return 'busy';
        if (awsErrorName(error).startsWith('InvalidParameterCombination')) return 'separately';
        throw explainedOfVersion(error, `Updating the Elastic Beanstalk environment ${name}`);
      }
    },
    create: (environment, signal) => createEnvironment(once, environment, signal),
    async giveOperationsRole(name, role, abortSignal) {
      const named = { EnvironmentName: name };
      const answer =
        role === undefined
          ? client.send(new DisassociateEnvironmentOperationsRoleCommand(named), { abortSignal })
          : client.send(new AssociateEnvironmentOperationsRoleCommand({ ...named, OperationsRole: role }), {
              abortSignal,
            });
      await answer.catch(failing(`Giving the Elastic Beanstalk environment ${name} its operations role`));
    },
    async abortUpdate(name, abortSignal) {
      await client
        .send(new AbortEnvironmentUpdateCommand({ EnvironmentName: name }), { abortSignal })
        .catch(failing(`Aborting the update of the Elastic Beanstalk environment ${name}`));
    },
    async tag(arn, tags, abortSignal) {
      const TagsToAdd = Object.entries(tags.put).map(([Key, Value]) => ({ Key, Value }));
      const removed = tags.removed.length > 0 ? { TagsToRemove: [...tags.removed] } : {};
      const command = new UpdateTagsForResourceCommand({ ResourceArn: arn, TagsToAdd, ...removed });
      try {
        return requested(await once.send(command, { abortSignal }));
      } catch (error) {
        if (isBusy(error)) return 'busy';
        throw explained(error, `Tagging ${arn}`);
      }
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
