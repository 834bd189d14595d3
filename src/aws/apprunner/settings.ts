import type {
  Service as ApiService,
  CreateServiceCommandInput,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-apprunner';
import type { ServiceConfiguration } from './service.ts';

type Settings = Omit<UpdateServiceCommandInput, 'ServiceArn'> &
  Required<Pick<UpdateServiceCommandInput, 'SourceConfiguration'>>;

/**
 * The whole structures that UpdateService takes: it replaces each as sent, so what is left out would be lost (an HTTP
 * health check would become TCP). What the configuration does not have is taken off; what it does not know stays as described.
 */
export function settingsOf(wanted: ServiceConfiguration, described: Partial<ApiService>): Settings {
  const { InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
  return {
    SourceConfiguration: sourceOf(wanted, described.SourceConfiguration),
    InstanceConfiguration: {
      ...InstanceConfiguration,
      Cpu: wanted.cpu,
      Memory: wanted.memory,
      InstanceRoleArn: wanted.instanceRole,
    },
    HealthCheckConfiguration: healthCheckOf(wanted, HealthCheckConfiguration),
    NetworkConfiguration: networkOf(wanted, NetworkConfiguration),
    ...observabilityOf(wanted.observability, described.ObservabilityConfiguration),
    ...(wanted.autoScaling ? { AutoScalingConfigurationArn: wanted.autoScaling } : {}),
  };
}

/** What only the creation of a service decides. */
export function creationOf({
  kmsKey,
}: ServiceConfiguration): Pick<CreateServiceCommandInput, 'EncryptionConfiguration'> {
  return kmsKey === undefined ? {} : { EncryptionConfiguration: { KmsKey: kmsKey } };
}

function healthCheckOf(
  { healthCheckPath, ...wanted }: ServiceConfiguration,
  described: ApiService['HealthCheckConfiguration'],
): Settings['HealthCheckConfiguration'] {
  return {
    ...described,
    ...(healthCheckPath === undefined ? { Protocol: 'TCP' } : { Protocol: 'HTTP', Path: healthCheckPath }),
    Interval: wanted.healthCheckInterval,
    Timeout: wanted.healthCheckTimeout,
    HealthyThreshold: wanted.healthyThreshold,
    UnhealthyThreshold: wanted.unhealthyThreshold,
  };
}

function networkOf(
  { vpcConnector, ipAddressType, ingress }: ServiceConfiguration,
  described: ApiService['NetworkConfiguration'],
): Settings['NetworkConfiguration'] {
  if (!described && !vpcConnector && !ipAddressType && !ingress) return undefined;
  return {
    ...described,
    EgressConfiguration:
      vpcConnector === undefined ? { EgressType: 'DEFAULT' } : { EgressType: 'VPC', VpcConnectorArn: vpcConnector },
    ...(ingress === undefined ? {} : { IngressConfiguration: { IsPubliclyAccessible: ingress === 'public' } }),
    IpAddressType: ipAddressType,
  };
}

function sourceOf(wanted: ServiceConfiguration, described: ApiService['SourceConfiguration']) {
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
        Port: wanted.port,
        StartCommand: wanted.startCommand,
      },
    },
  } as const;
}

/** An unchanged setting is sent back unchanged. */
function observabilityOf(wanted: string | undefined, described: ApiService['ObservabilityConfiguration']) {
  const present = described?.ObservabilityEnabled ? described.ObservabilityConfigurationArn : 'off';
  if (wanted === undefined || wanted === present) return described ? { ObservabilityConfiguration: described } : {};
  return {
    ObservabilityConfiguration:
      wanted === 'off'
        ? { ObservabilityEnabled: false }
        : { ObservabilityEnabled: true, ObservabilityConfigurationArn: wanted },
  };
}
