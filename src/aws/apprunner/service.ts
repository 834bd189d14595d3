import type {
  Service as ApiService,
  IngressConfiguration,
  IpAddressType,
  OperationStatus,
  OperationSummary,
  OperationType,
  ServiceStatus,
} from '@aws-sdk/client-apprunner';
import { parseCpu, parseMemory } from '../../domain/apprunner-size.ts';
import type { Result } from '../../domain/result.ts';

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
  /** In seconds. */
  readonly healthCheckInterval: number | undefined;
  /** In seconds. */
  readonly healthCheckTimeout: number | undefined;
  /** Checks in a row. */
  readonly healthyThreshold: number | undefined;
  readonly unhealthyThreshold: number | undefined;
  readonly accessRole: string | undefined;
  readonly instanceRole: string | undefined;
  readonly vpcConnector: string | undefined;
  readonly ipAddressType: IpAddressType | undefined;
  /** Whether it is reached from the internet, or from a VPC only. */
  readonly ingress: 'public' | 'private' | undefined;
  /** `vpc-…/vpce-…`: the endpoint through which a private service is reached. Known where it is asked for. */
  readonly vpcEndpoint?: string | undefined;
  /** ARN of the web ACL that protects it. Known where it is asked for. */
  readonly webAcl?: string | undefined;
  /** ARN of the key that encrypts what App Runner keeps; undefined: a key of AWS. Chosen at the creation, for good. */
  readonly kmsKey: string | undefined;
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
      healthCheckInterval: HealthCheckConfiguration?.Interval,
      healthCheckTimeout: HealthCheckConfiguration?.Timeout,
      healthyThreshold: HealthCheckConfiguration?.HealthyThreshold,
      unhealthyThreshold: HealthCheckConfiguration?.UnhealthyThreshold,
      accessRole: SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
      instanceRole: InstanceConfiguration?.InstanceRoleArn,
      vpcConnector: NetworkConfiguration?.EgressConfiguration?.VpcConnectorArn,
      ipAddressType: NetworkConfiguration?.IpAddressType,
      ingress: ingressOf(NetworkConfiguration?.IngressConfiguration),
      kmsKey: described.EncryptionConfiguration?.KmsKey,
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

function ingressOf(described: IngressConfiguration | undefined): ServiceConfiguration['ingress'] {
  if (described?.IsPubliclyAccessible === undefined) return undefined;
  return described.IsPubliclyAccessible ? 'public' : 'private';
}

function observabilityOf({ ObservabilityConfiguration: observability }: ApiService): string | undefined {
  return observability?.ObservabilityEnabled ? observability.ObservabilityConfigurationArn : 'off';
}

function flagText(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : String(flag);
}

export function operationOf({
  Id = '',
  Type = 'UPDATE_SERVICE',
  Status = 'PENDING',
  StartedAt,
}: OperationSummary): Operation {
  return { id: Id, type: Type, status: Status, startedAt: StartedAt };
}
