import type { TagChanges } from '../domain/tag-changes.ts';
import {
  AppRunnerClient,
  CreateServiceCommand,
  DescribeServiceCommand,
  ListTagsForResourceCommand,
  paginateListOperations,
  paginateListServices,
  ResumeServiceCommand,
  StartDeploymentCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from './apprunner-api.ts';
import { type IngressConnections, ingressConnections } from './apprunner-ingress.ts';
import { fromApi, type Operation, operationOf, type Service, type ServiceConfiguration } from './apprunner-service.ts';
import { creationOf, settingsOf } from './apprunner-settings.ts';
import { awsErrorName, type ClientOptions, clientSettings, errorKind, explained, pollSettings } from './client.ts';

export type * from './apprunner-ingress.ts';
export type * from './apprunner-service.ts';

/** The operation that a write started. */
export interface StartedOperation {
  readonly serviceArn: string;
  /** Undefined when App Runner does not tell. */
  readonly operationId: string | undefined;
}

export interface AppRunnerReader {
  /** The service with this name or ARN, unless it is deleted. */
  service(nameOrArn: string, signal: AbortSignal): Promise<Service | undefined>;
  tags(serviceArn: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** The operation with this id, however many came after it. */
  operation(serviceArn: string, id: string, signal: AbortSignal): Promise<Operation | 'missing'>;
  /** The operation that began last of those that `fits` accepts. */
  newestOperation(
    serviceArn: string,
    fits: (operation: Operation) => boolean,
    signal: AbortSignal,
  ): Promise<Operation | undefined>;
  /** The ARN of the web ACL that protects the service. */
  webAcl(serviceArn: string, signal: AbortSignal): Promise<string | undefined>;
  readonly ingressConnections: Pick<IngressConnections, 'of' | 'read'>;
}

export interface AppRunnerWriter {
  create(
    name: string,
    configuration: ServiceConfiguration,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<StartedOperation>;
  /** `busy`: another operation is running. */
  update(
    service: Service,
    configuration: ServiceConfiguration,
    signal: AbortSignal,
  ): Promise<StartedOperation | 'busy'>;
  /** Deploys what the configured tag means now. */
  redeploy(serviceArn: string, signal: AbortSignal): Promise<StartedOperation | 'busy'>;
  resume(serviceArn: string, signal: AbortSignal): Promise<StartedOperation | 'busy'>;
  /** Puts tags, and takes others off. */
  tag(serviceArn: string, tags: TagChanges, signal: AbortSignal): Promise<'done' | 'busy'>;
  /** Lets a web ACL protect the service; undefined: none. */
  setWebAcl(serviceArn: string, webAcl: string | undefined, signal: AbortSignal): Promise<'done' | 'busy'>;
  readonly ingressConnections: Pick<IngressConnections, 'create' | 'update' | 'delete'>;
}

export function appRunner(options: ClientOptions): {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
} {
  const client = new AppRunnerClient(clientSettings(options));
  const polling = new AppRunnerClient(pollSettings(options));
  const ingress = ingressConnections(client, polling);
  // Few services have a web ACL.
  const waf = async () => (await import('./wafv2.ts')).webAcls(options);
  return {
    reader: {
      ...reader(client, polling),
      ingressConnections: ingress,
      webAcl: async (arn, signal) => (await waf()).of(arn, signal),
    },
    writer: {
      ...writer(client),
      ingressConnections: ingress,
      setWebAcl: async (arn, webAcl, signal) => (await waf()).set(arn, webAcl, signal),
    },
  };
}

type Attached = 'webAcl' | 'setWebAcl' | 'ingressConnections';

function reader(client: AppRunnerClient, polling: AppRunnerClient): Omit<AppRunnerReader, Attached> {
  return {
    async service(nameOrArn, abortSignal) {
      try {
        const arn = nameOrArn.startsWith('arn:') ? nameOrArn : await serviceArnOf(client, nameOrArn, abortSignal);
        if (arn === undefined) return undefined;
        const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn: arn }), { abortSignal });
        return Service && Service.Status !== 'DELETED' ? fromApi(Service) : undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw explained(error, `Reading the App Runner service ${nameOrArn}`);
      }
    },
    async tags(serviceArn, abortSignal) {
      const command = new ListTagsForResourceCommand({ ResourceArn: serviceArn });
      const { Tags = [] } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Reading the tags of ${serviceArn}`);
      });
      return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    async operation(serviceArn, id, abortSignal) {
      try {
        return (await newest(polling, serviceArn, (operation) => operation.id === id, abortSignal)) ?? 'missing';
      } catch (error) {
        if (isMissing(error)) return 'missing';
        throw explained(error, `Listing the operations of ${serviceArn}`);
      }
    },
    async newestOperation(serviceArn, fits, abortSignal) {
      try {
        return await newest(client, serviceArn, fits, abortSignal);
      } catch (error) {
        throw explained(error, `Listing the operations of ${serviceArn}`);
      }
    },
  };
}

async function serviceArnOf(
  client: AppRunnerClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  for await (const { ServiceSummaryList = [] } of paginateListServices({ client }, {}, { abortSignal })) {
    const found = ServiceSummaryList.find(({ ServiceName, Status }) => ServiceName === name && Status !== 'DELETED');
    if (found?.ServiceArn) return found.ServiceArn;
  }
  return undefined;
}

/** Operations are listed newest first; this asks for page after page until one fits. */
async function newest(
  client: AppRunnerClient,
  serviceArn: string,
  fits: (operation: Operation) => boolean,
  abortSignal: AbortSignal,
): Promise<Operation | undefined> {
  for await (const page of paginateListOperations({ client }, { ServiceArn: serviceArn }, { abortSignal })) {
    const found = (page.OperationSummaryList ?? []).map(operationOf).find(fits);
    if (found) return found;
  }
  return undefined;
}

function isMissing(error: unknown): boolean {
  return awsErrorName(error) === 'ResourceNotFoundException';
}

function writer(client: AppRunnerClient): Omit<AppRunnerWriter, Attached> {
  return {
    async create(name, configuration, tags, abortSignal) {
      const command = new CreateServiceCommand({
        ...{ ServiceName: name, ...settingsOf(configuration, {}), ...creationOf(configuration) },
        Tags: apiTags(tags),
      });
      const { Service, OperationId } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Creating the App Runner service ${name}`);
      });
      return { serviceArn: Service?.ServiceArn ?? '', operationId: OperationId };
    },
    async update({ arn, name, described }, configuration, abortSignal) {
      const command = new UpdateServiceCommand({ ServiceArn: arn, ...settingsOf(configuration, described) });
      return unlessBusy(client, `Updating the App Runner service ${name}`, { serviceArn: arn, abortSignal }, () =>
        client.send(command, { abortSignal }),
      );
    },
    async redeploy(serviceArn, abortSignal) {
      const command = new StartDeploymentCommand({ ServiceArn: serviceArn });
      return unlessBusy(
        client,
        `Deploying the App Runner service ${serviceArn} again`,
        { serviceArn, abortSignal },
        () => client.send(command, { abortSignal }),
      );
    },
    async resume(serviceArn, abortSignal) {
      const command = new ResumeServiceCommand({ ServiceArn: serviceArn });
      return unlessBusy(client, `Resuming the App Runner service ${serviceArn}`, { serviceArn, abortSignal }, () =>
        client.send(command, { abortSignal }),
      );
    },
    async tag(serviceArn, tags, abortSignal) {
      const put = new TagResourceCommand({ ResourceArn: serviceArn, Tags: apiTags(tags.put) });
      const remove = new UntagResourceCommand({ ResourceArn: serviceArn, TagKeys: [...tags.removed] });
      const send = async () => {
        if (Object.keys(tags.put).length > 0) await client.send(put, { abortSignal });
        if (tags.removed.length > 0) await client.send(remove, { abortSignal });
        return {};
      };
      const tagged = await unlessBusy(client, `Tagging ${serviceArn}`, { serviceArn, abortSignal }, send);
      return tagged === 'busy' ? 'busy' : 'done';
    },
  };
}

function apiTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

async function unlessBusy(
  client: AppRunnerClient,
  doing: string,
  { serviceArn, abortSignal }: { readonly serviceArn: string; readonly abortSignal: AbortSignal },
  send: () => Promise<{ OperationId?: string | undefined }>,
): Promise<StartedOperation | 'busy'> {
  try {
    return { serviceArn, operationId: (await send()).OperationId };
  } catch (error) {
    if (errorKind(error) === 'busy' || (await isRefusedAsBusy(client, error, { serviceArn, abortSignal })))
      return 'busy';
    throw explained(error, doing);
  }
}

/**
 * Not all calls declare InvalidStateException; what they answer instead says no more than that the request was invalid. So the
 * service's state decides. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_StartDeployment.html
 */
async function isRefusedAsBusy(
  client: AppRunnerClient,
  error: unknown,
  { serviceArn, abortSignal }: { readonly serviceArn: string; readonly abortSignal: AbortSignal },
): Promise<boolean> {
  if (awsErrorName(error) !== 'InvalidRequestException') return false;
  const found = await client
    .send(new DescribeServiceCommand({ ServiceArn: serviceArn }), { abortSignal })
    .catch(() => undefined);
  return found?.Service?.Status === 'OPERATION_IN_PROGRESS';
}
