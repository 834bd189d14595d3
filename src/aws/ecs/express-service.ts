import type {
  ECSExpressGatewayService,
  ExpressCpuArchitecture,
  ExpressGatewayServiceConfiguration,
  ExpressGatewayServiceScalingMetric,
  ExpressGatewayServiceStatusCode,
} from '@aws-sdk/client-ecs';

/** What of an Express service's configuration a deployment decides. Undefined: not set. */
export interface ExpressConfiguration {
  /** ARN of the task definition that its owner registered, and that decides the whole task; undefined: ECS registers one. */
  readonly taskDefinition: string | undefined;
  /** repository@digest or repository:tag */
  readonly image: string;
  readonly port: number | undefined;
  readonly command: readonly string[] | undefined;
  /** Undefined: one that ECS is to make. */
  readonly logGroup: string | undefined;
  readonly logStreamPrefix: string | undefined;
  /** ARN of the secret with which a private registry is asked. */
  readonly repositoryCredentials: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of secrets or parameters, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: string | undefined;
  /** In MB. */
  readonly memory: string | undefined;
  readonly architecture: ExpressCpuArchitecture | undefined;
  readonly healthCheckPath: string | undefined;
  readonly executionRole: string | undefined;
  readonly taskRole: string | undefined;
  readonly subnets: readonly string[] | undefined;
  readonly securityGroups: readonly string[] | undefined;
  readonly minTasks: number | undefined;
  readonly maxTasks: number | undefined;
  readonly scalingMetric: ExpressGatewayServiceScalingMetric | undefined;
  /** Percent for CPU and memory, requests for REQUEST_COUNT_PER_TARGET. */
  readonly scalingTarget: number | undefined;
}

/** A revision of an Express service: what runs, or is about to. */
export interface ExpressRevision {
  readonly arn: string;
  readonly createdAt: Date | undefined;
  readonly configuration: ExpressConfiguration;
  /** The host that serves it, without scheme. */
  readonly host: string | undefined;
  /** ARN of its task definition, whoever registered it. */
  readonly taskDefinition: string | undefined;
  /** As AWS describes it: what a deployment does not decide is sent back unchanged. */
  readonly described: ExpressGatewayServiceConfiguration;
}

export interface ExpressService {
  readonly arn: string;
  readonly name: string;
  readonly cluster: string;
  readonly status: ExpressGatewayServiceStatusCode;
  readonly infrastructureRole: string | undefined;
  /** Newest first; more than one while it is deployed. */
  readonly revisions: readonly ExpressRevision[];
  readonly tags: Readonly<Record<string, string>>;
}

export function serviceOf(described: ECSExpressGatewayService): ExpressService {
  const { serviceArn: arn = '', activeConfigurations = [], status, tags = [] } = described;
  return {
    arn,
    name: described.serviceName ?? '',
    cluster: described.cluster?.split('/').at(-1) ?? '',
    status: status?.statusCode ?? 'ACTIVE',
    infrastructureRole: described.infrastructureRoleArn,
    revisions: activeConfigurations
      .map(revisionOf)
      .toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0)),
    tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
  };
}

export function revisionOf(described: ExpressGatewayServiceConfiguration): ExpressRevision {
  const { primaryContainer, networkConfiguration, scalingTarget, ingressPaths = [] } = described;
  const endpoint = (ingressPaths.find(({ accessType }) => accessType === 'PUBLIC') ?? ingressPaths[0])?.endpoint;
  return {
    arn: described.serviceRevisionArn ?? '',
    createdAt: described.createdAt,
    host: endpoint?.replace(/^https?:\/\//, '').replace(/\/$/, ''),
    taskDefinition: described.taskDefinitionArn,
    described,
    configuration: {
      taskDefinition: primaryContainer ? undefined : described.taskDefinitionArn,
      image: primaryContainer?.image ?? '',
      port: primaryContainer?.containerPort,
      command: filled(primaryContainer?.command),
      logGroup: primaryContainer?.awsLogsConfiguration?.logGroup,
      logStreamPrefix: primaryContainer?.awsLogsConfiguration?.logStreamPrefix,
      repositoryCredentials: primaryContainer?.repositoryCredentials?.credentialsParameter,
      environment: Object.fromEntries(
        (primaryContainer?.environment ?? []).map(({ name = '', value = '' }) => [name, value]),
      ),
      secrets: Object.fromEntries(
        (primaryContainer?.secrets ?? []).map(({ name = '', valueFrom = '' }) => [name, valueFrom]),
      ),
      cpu: described.cpu,
      memory: described.memory,
      architecture: described.cpuArchitecture,
      healthCheckPath: described.healthCheckPath,
      executionRole: described.executionRoleArn,
      taskRole: described.taskRoleArn,
      subnets: filled(networkConfiguration?.subnets),
      securityGroups: filled(networkConfiguration?.securityGroups),
      minTasks: scalingTarget?.minTaskCount,
      maxTasks: scalingTarget?.maxTaskCount,
      scalingMetric: scalingTarget?.autoScalingMetric,
      scalingTarget: scalingTarget?.autoScalingTargetValue,
    },
  };
}

function filled(list: readonly string[] | undefined): readonly string[] | undefined {
  return list && list.length > 0 ? list : undefined;
}
