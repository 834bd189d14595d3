import type {
  HealthCheckConfiguration,
  InstanceConfiguration,
  NetworkConfiguration,
  OperationStatus,
  OperationType,
  ServiceObservabilityConfiguration,
  ServiceStatus,
  SourceConfiguration,
} from '@aws-sdk/client-apprunner';

/** What can be changed by UpdateService, each structure complete with its defaults. */
export interface ServiceConfiguration {
  readonly source: SourceConfiguration;
  readonly instance: InstanceConfiguration;
  readonly healthCheck: Required<HealthCheckConfiguration>;
  readonly network: NetworkConfiguration;
  readonly observability: ServiceObservabilityConfiguration;
  readonly autoScalingConfigurationArn: string;
}

export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  status: OperationStatus;
  readonly startedAt: Date;
  updatedAt: Date;
  endedAt?: Date;
}

export interface AppRunnerService {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly arn: string;
  /** A bare host and port, as AWS gives a bare host. */
  readonly url: string;
  readonly createdAt: Date;
  updatedAt: Date;
  deletedAt?: Date;
  status: ServiceStatus;
  configuration: ServiceConfiguration;
  readonly encryption?: { readonly KmsKey: string };
  readonly tags: Map<string, string>;
  /** Newest first. */
  readonly operations: Operation[];
}

export function serviceArn(region: string, accountId: string, name: string, id: string): string {
  return `arn:aws:apprunner:${region}:${accountId}:service/${name}/${id}`;
}
