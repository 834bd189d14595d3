import type {
  Service as ApiService,
  OperationStatus,
  OperationSummary,
  OperationType,
  ServiceStatus,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-apprunner';
import { parseCpu, parseMemory } from '../domain/apprunner-size.ts';
import type { Result } from '../domain/result.ts';

export type { OperationStatus, OperationType, ServiceStatus };

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
  /** ARN of the observability configuration, or `off`. */
  readonly observability: string | undefined;
  /** Whether App Runner deploys by itself what is pushed to the image's tag: `true` or `false`. */
  readonly autoDeployments: string | undefined;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  /** The host that serves it, without scheme. */
  readonly host: string;
  readonly status: ServiceStatus;
  readonly configuration: ServiceConfiguration;
  /** As AWS describes it: what a deployment does not decide is sent back unchanged. */
  readonly described: ApiService;
}

/** One thing that App Runner does to a service, from its start to its end. */
export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  readonly status: OperationStatus;
  readonly startedAt: Date | undefined;
}

/** What DescribeService tells, in our vocabulary. */
export function fromApi(described: ApiService): Service {
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
      cpu: normal(InstanceConfiguration?.Cpu, parseCpu),
      memory: normal(InstanceConfiguration?.Memory, parseMemory),
      healthCheckPath: HealthCheckConfiguration?.Protocol === 'HTTP' ? HealthCheckConfiguration.Path : undefined,
      accessRole: SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
      instanceRole: InstanceConfiguration?.InstanceRoleArn,
      vpcConnector: NetworkConfiguration?.EgressConfiguration?.VpcConnectorArn,
      autoScaling: described.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn,
      observability: observabilityOf(described),
      autoDeployments: flagText(SourceConfiguration?.AutoDeploymentsEnabled),
    },
  };
}

/** "1 vCPU" and "1024" are the same size. */
function normal(text: string | undefined, parse: (text: string) => Result<string>): string | undefined {
  const size = text === undefined ? undefined : parse(text);
  return size?.ok ? size.value : text;
}

function observabilityOf({ ObservabilityConfiguration: observability }: ApiService): string | undefined {
  return observability?.ObservabilityEnabled ? observability.ObservabilityConfigurationArn : 'off';
}

function flagText(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : String(flag);
}

/**
 * The whole structures that UpdateService takes: it replaces each as sent, so what is left out would be lost (an HTTP
 * health check would become TCP).
 */
export function toApi(
  wanted: ServiceConfiguration,
  described: Partial<ApiService>,
): Omit<UpdateServiceCommandInput, 'ServiceArn'> & Required<Pick<UpdateServiceCommandInput, 'SourceConfiguration'>> {
  const { InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
  return {
    SourceConfiguration: sourceToApi(wanted, described.SourceConfiguration),
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
    ...observabilityToApi(wanted.observability, described.ObservabilityConfiguration),
    ...(wanted.autoScaling ? { AutoScalingConfigurationArn: wanted.autoScaling } : {}),
  };
}

function sourceToApi(wanted: ServiceConfiguration, described: ApiService['SourceConfiguration']) {
  const { AuthenticationConfiguration, ImageRepository } = described ?? {};
  return {
    ...described,
    AutoDeploymentsEnabled: wanted.autoDeployments === 'true',
    ...(wanted.accessRole
      ? { AuthenticationConfiguration: { ...AuthenticationConfiguration, AccessRoleArn: wanted.accessRole } }
      : {}),
    ImageRepository: {
      ...ImageRepository,
      ImageRepositoryType: wanted.image.startsWith('public.ecr.aws/') ? 'ECR_PUBLIC' : 'ECR',
      ImageIdentifier: wanted.image,
      ImageConfiguration: {
        ...ImageRepository?.ImageConfiguration,
        RuntimeEnvironmentVariables: { ...wanted.environment },
        RuntimeEnvironmentSecrets: { ...wanted.secrets },
        ...(wanted.port ? { Port: wanted.port } : {}),
        ...(wanted.startCommand ? { StartCommand: wanted.startCommand } : {}),
      },
    },
  } as const;
}

/** An unchanged setting is sent back unchanged. */
function observabilityToApi(wanted: string | undefined, described: ApiService['ObservabilityConfiguration']) {
  const present = described?.ObservabilityEnabled ? described.ObservabilityConfigurationArn : 'off';
  if (wanted === undefined || wanted === present) return described ? { ObservabilityConfiguration: described } : {};
  return {
    ObservabilityConfiguration:
      wanted === 'off'
        ? { ObservabilityEnabled: false }
        : { ObservabilityEnabled: true, ObservabilityConfigurationArn: wanted },
  };
}

export function operationOf({
  Id = '',
  Type = 'UPDATE_SERVICE',
  Status = 'PENDING',
  StartedAt,
}: OperationSummary): Operation {
  return { id: Id, type: Type, status: Status, startedAt: StartedAt };
}
