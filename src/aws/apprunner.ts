import {
  type Service as ApiService,
  AppRunnerClient,
  CreateServiceCommand,
  DescribeServiceCommand,
  type OperationStatus,
  type OperationSummary,
  paginateListOperations,
  paginateListServices,
  ResumeServiceCommand,
  type ServiceStatus,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-apprunner';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

export type { OperationStatus, ServiceStatus };

/** What of a service's configuration a deployment decides. Undefined: not set. */
export interface ServiceConfiguration {
  /** repository@digest or repository:tag */
  readonly image: string;
  readonly port: string | undefined;
  readonly startCommand: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of secrets or parameters, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: string | undefined;
  /** In MB. */
  readonly memory: string | undefined;
  /** Path of an HTTP health check; undefined: TCP. */
  readonly healthCheckPath: string | undefined;
  readonly accessRole: string | undefined;
  readonly instanceRole: string | undefined;
  readonly vpcConnector: string | undefined;
  readonly autoScaling: string | undefined;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  /** The host that serves it, without scheme. */
  readonly host: string;
  readonly status: ServiceStatus;
  readonly configuration: ServiceConfiguration;
  /** As AWS describes it: what a deployment does not decide goes back as it came. */
  readonly described: ApiService;
}

/** One thing that App Runner does to a service, from its start to its end. */
export interface Operation {
  readonly id: string;
  readonly type: string;
  readonly status: OperationStatus;
  readonly startedAt: Date | undefined;
}

/** What a write started. */
export interface Started {
  readonly serviceArn: string;
  readonly operationId: string;
}

export interface AppRunnerReader {
  /** The service with this name or ARN, unless it is deleted. */
  service(nameOrArn: string, signal: AbortSignal): Promise<Service | undefined>;
  /** The operation with this id, however many came after it. */
  operation(serviceArn: string, id: string, signal: AbortSignal): Promise<Operation | undefined>;
  /** The operation that began last. */
  newestOperation(serviceArn: string, signal: AbortSignal): Promise<Operation | undefined>;
}

export interface AppRunnerWriter {
  create(
    name: string,
    configuration: ServiceConfiguration,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Started>;
  /** `busy`: another operation is running. */
  update(service: Service, configuration: ServiceConfiguration, signal: AbortSignal): Promise<Started | 'busy'>;
  resume(serviceArn: string, signal: AbortSignal): Promise<Started | 'busy'>;
}

export function appRunner(options: ClientOptions): {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
} {
  const client = new AppRunnerClient(clientSettings(options));
  return { reader: reader(client), writer: writer(client) };
}

function reader(client: AppRunnerClient): AppRunnerReader {
  return {
    async service(nameOrArn, abortSignal) {
      try {
        const arn = nameOrArn.startsWith('arn:') ? nameOrArn : await arnOf(client, nameOrArn, abortSignal);
        if (arn === undefined) return undefined;
        const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn: arn }), { abortSignal });
        return Service && Service.Status !== 'DELETED' ? fromApi(Service) : undefined;
      } catch (error) {
        if (awsErrorName(error) === 'ResourceNotFoundException') return undefined;
        throw explained(error, `Reading the App Runner service ${nameOrArn}`);
      }
    },
    async operation(serviceArn, id, abortSignal) {
      for await (const operation of operations(client, serviceArn, abortSignal))
        if (operation.id === id) return operation;
      return undefined;
    },
    async newestOperation(serviceArn, abortSignal) {
      for await (const operation of operations(client, serviceArn, abortSignal)) return operation;
      return undefined;
    },
  };
}

async function arnOf(client: AppRunnerClient, name: string, abortSignal: AbortSignal): Promise<string | undefined> {
  for await (const { ServiceSummaryList = [] } of paginateListServices({ client }, {}, { abortSignal })) {
    const found = ServiceSummaryList.find(({ ServiceName, Status }) => ServiceName === name && Status !== 'DELETED');
    if (found?.ServiceArn) return found.ServiceArn;
  }
  return undefined;
}

/** Newest first, page after page. */
async function* operations(
  client: AppRunnerClient,
  serviceArn: string,
  abortSignal: AbortSignal,
): AsyncGenerator<Operation> {
  try {
    for await (const page of paginateListOperations({ client }, { ServiceArn: serviceArn }, { abortSignal })) {
      yield* (page.OperationSummaryList ?? []).map(operationOf);
    }
  } catch (error) {
    throw explained(error, `Listing the operations of ${serviceArn}`);
  }
}

function operationOf({ Id = '', Type, Status = 'PENDING', StartedAt }: OperationSummary): Operation {
  return { id: Id, type: Type ?? '', status: Status, startedAt: StartedAt };
}

function writer(client: AppRunnerClient): AppRunnerWriter {
  return {
    async create(name, configuration, tags, abortSignal) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const settings = toApi(configuration, {});
      const command = new CreateServiceCommand({ ServiceName: name, ...settings, Tags });
      const { Service, OperationId = '' } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Creating the App Runner service ${name}`);
      });
      return { serviceArn: Service?.ServiceArn ?? '', operationId: OperationId };
    },
    async update({ arn, name, described }, configuration, abortSignal) {
      const command = new UpdateServiceCommand({ ServiceArn: arn, ...toApi(configuration, described) });
      return unlessBusy(`Updating the App Runner service ${name}`, arn, () => client.send(command, { abortSignal }));
    },
    async resume(serviceArn, abortSignal) {
      const command = new ResumeServiceCommand({ ServiceArn: serviceArn });
      return unlessBusy(`Resuming the App Runner service ${serviceArn}`, serviceArn, () =>
        client.send(command, { abortSignal }),
      );
    },
  };
}

async function unlessBusy(
  doing: string,
  serviceArn: string,
  send: () => Promise<{ OperationId?: string | undefined }>,
): Promise<Started | 'busy'> {
  try {
    return { serviceArn, operationId: (await send()).OperationId ?? '' };
  } catch (error) {
    if (awsErrorName(error) === 'InvalidStateException') return 'busy';
    throw explained(error, doing);
  }
}

function fromApi(described: ApiService): Service {
  const { SourceConfiguration, InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
  const { ImageIdentifier = '', ImageConfiguration } = SourceConfiguration?.ImageRepository ?? {};
  return {
    arn: described.ServiceArn ?? '',
    name: described.ServiceName ?? '',
    host: described.ServiceUrl ?? '',
    status: described.Status ?? 'OPERATION_IN_PROGRESS',
    described,
    configuration: {
      image: ImageIdentifier,
      port: ImageConfiguration?.Port,
      startCommand: ImageConfiguration?.StartCommand,
      environment: ImageConfiguration?.RuntimeEnvironmentVariables ?? {},
      secrets: ImageConfiguration?.RuntimeEnvironmentSecrets ?? {},
      cpu: InstanceConfiguration?.Cpu,
      memory: InstanceConfiguration?.Memory,
      healthCheckPath: HealthCheckConfiguration?.Protocol === 'HTTP' ? HealthCheckConfiguration.Path : undefined,
      accessRole: SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
      instanceRole: InstanceConfiguration?.InstanceRoleArn,
      vpcConnector: NetworkConfiguration?.EgressConfiguration?.VpcConnectorArn,
      autoScaling: described.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn,
    },
  };
}

/**
 * The whole structures that UpdateService takes: it replaces each as sent, so what is left out would be lost (an HTTP
 * health check would become TCP). Automatic deployments are off: they would race with us for a moving tag.
 */
function toApi(
  wanted: ServiceConfiguration,
  described: Partial<ApiService>,
): Omit<UpdateServiceCommandInput, 'ServiceArn'> & Required<Pick<UpdateServiceCommandInput, 'SourceConfiguration'>> {
  const { SourceConfiguration, InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
  return {
    SourceConfiguration: {
      ...SourceConfiguration,
      AutoDeploymentsEnabled: false,
      ...(wanted.accessRole
        ? {
            AuthenticationConfiguration: {
              ...SourceConfiguration?.AuthenticationConfiguration,
              AccessRoleArn: wanted.accessRole,
            },
          }
        : {}),
      ImageRepository: {
        ImageRepositoryType: 'ECR',
        ...SourceConfiguration?.ImageRepository,
        ImageIdentifier: wanted.image,
        ImageConfiguration: {
          ...SourceConfiguration?.ImageRepository?.ImageConfiguration,
          RuntimeEnvironmentVariables: { ...wanted.environment },
          RuntimeEnvironmentSecrets: { ...wanted.secrets },
          ...(wanted.port ? { Port: wanted.port } : {}),
          ...(wanted.startCommand ? { StartCommand: wanted.startCommand } : {}),
        },
      },
    },
    InstanceConfiguration: {
      ...InstanceConfiguration,
      ...(wanted.cpu ? { Cpu: wanted.cpu } : {}),
      ...(wanted.memory ? { Memory: wanted.memory } : {}),
      ...(wanted.instanceRole ? { InstanceRoleArn: wanted.instanceRole } : {}),
    },
    ...(HealthCheckConfiguration || wanted.healthCheckPath
      ? {
          HealthCheckConfiguration: {
            ...HealthCheckConfiguration,
            ...(wanted.healthCheckPath ? { Protocol: 'HTTP', Path: wanted.healthCheckPath } : {}),
          },
        }
      : {}),
    ...(NetworkConfiguration || wanted.vpcConnector
      ? {
          NetworkConfiguration: {
            ...NetworkConfiguration,
            ...(wanted.vpcConnector
              ? { EgressConfiguration: { EgressType: 'VPC', VpcConnectorArn: wanted.vpcConnector } }
              : {}),
          },
        }
      : {}),
    ...(described.ObservabilityConfiguration
      ? { ObservabilityConfiguration: described.ObservabilityConfiguration }
      : {}),
    ...(wanted.autoScaling ? { AutoScalingConfigurationArn: wanted.autoScaling } : {}),
  };
}
