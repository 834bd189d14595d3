import type { OperationSummary, Service, ServiceSummary } from '@aws-sdk/client-apprunner';
import type { AppRunnerService, Operation } from './state.ts';

/** A service as DescribeService shows it. */
export function serviceView(service: AppRunnerService): Service {
  const { source, instance, healthCheck, network, observability, autoScalingConfigurationArn } = service.configuration;
  return {
    ...summaryView(service),
    ServiceName: service.name,
    ServiceId: service.id,
    ServiceArn: service.arn,
    CreatedAt: service.createdAt,
    UpdatedAt: service.updatedAt,
    ...(service.deletedAt ? { DeletedAt: service.deletedAt } : {}),
    Status: service.status,
    SourceConfiguration: source,
    InstanceConfiguration: instance,
    HealthCheckConfiguration: healthCheck,
    NetworkConfiguration: network,
    ObservabilityConfiguration: observability,
    ...(service.encryption ? { EncryptionConfiguration: service.encryption } : {}),
    AutoScalingConfigurationSummary: {
      AutoScalingConfigurationArn: autoScalingConfigurationArn,
      AutoScalingConfigurationName: autoScalingConfigurationArn.split('/')[1],
      AutoScalingConfigurationRevision: Number(autoScalingConfigurationArn.split('/')[2] ?? 1),
    },
  };
}

export function summaryView(service: AppRunnerService): ServiceSummary {
  return {
    ServiceName: service.name,
    ServiceId: service.id,
    ServiceArn: service.arn,
    // A private service is reached by the domain of its VPC ingress connection.
    ServiceUrl: isPublic(service) ? service.url : undefined,
    CreatedAt: service.createdAt,
    UpdatedAt: service.updatedAt,
    Status: service.status,
  };
}

function isPublic({ configuration: { network } }: AppRunnerService): boolean {
  return network.IngressConfiguration?.IsPubliclyAccessible !== false;
}

export function operationView(service: AppRunnerService, operation: Operation): OperationSummary {
  return {
    Id: operation.id,
    Type: operation.type,
    Status: operation.status,
    TargetArn: service.arn,
    StartedAt: operation.startedAt,
    UpdatedAt: operation.updatedAt,
    ...(operation.endedAt ? { EndedAt: operation.endedAt } : {}),
  };
}
