import type {
  ExpressCpuArchitecture,
  ExpressGatewayScalingTarget,
  ExpressGatewayServiceStatusCode,
  NetworkConfiguration,
  ResourceManagementType,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentStatus,
  TaskStopCode,
} from '@aws-sdk/client-ecs';

/** What an update can change, complete with its defaults. */
export interface ExpressConfiguration {
  /** ARN of the user's own task definition, which all of the task comes from. */
  readonly ownTaskDefinition: string | undefined;
  readonly image: string;
  readonly port: number;
  readonly logGroup: string;
  readonly logStreamPrefix: string;
  readonly repositoryCredentials: string | undefined;
  readonly command: readonly string[];
  readonly environment: readonly { readonly name?: string; readonly value?: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly executionRoleArn: string;
  readonly taskRoleArn: string | undefined;
  readonly cpu: string;
  readonly memory: string;
  readonly cpuArchitecture: ExpressCpuArchitecture;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly healthCheckPath: string;
  readonly scalingTarget: ExpressGatewayScalingTarget;
}

export interface Revision {
  readonly arn: string;
  readonly taskDefinitionArn: string;
  readonly createdAt: Date;
  readonly configuration: ExpressConfiguration;
}

/** Why a deployment is not to go on: somebody stopped it, or another one takes its place. */
export type Interruption = 'rollback' | 'abort' | 'superseded';

export interface ServiceDeployment {
  readonly arn: string;
  readonly target: Revision;
  /** What served when it began; undefined for a service that has not served yet. */
  readonly source: Revision | undefined;
  status: ServiceDeploymentStatus;
  statusReason?: string;
  lifecycleStage?: ServiceDeploymentLifecycleStage;
  readonly createdAt: Date;
  updatedAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  stoppedAt?: Date;
  rollback?: { readonly reason: string; readonly startedAt: Date; readonly serviceRevisionArn?: string };
  /** Tasks that the circuit breaker has counted. */
  failedTasks: number;
  alarmed: boolean;
  /** Share of the requests that go to the new revision. */
  percent: number;
  interrupt(why: Interruption): void;
  /** Fulfilled when somebody interrupts it. */
  readonly interrupted: Promise<Interruption>;
}

export interface Task {
  readonly arn: string;
  readonly revision: Revision;
  readonly createdAt: Date;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  stoppedAt?: Date;
  stopCode?: TaskStopCode;
  stoppedReason?: string;
  exitCode?: number;
  /** Why the container ended, where the platform knows. */
  containerReason?: string;
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: Date;
  readonly message: string;
}

export interface PlainService {
  readonly taskDefinition: string;
  readonly networkConfiguration: NetworkConfiguration;
}

export interface EcsService {
  readonly accountId: string;
  readonly region: string;
  readonly cluster: string;
  readonly name: string;
  readonly arn: string;
  /** ECS: an Express service; CUSTOMER: one that only stands here for others. */
  readonly management: ResourceManagementType;
  readonly infrastructureRoleArn: string;
  /** What a service of its owner is told to run. */
  readonly plain?: PlainService;
  /** A bare host and port, for good. */
  readonly endpoint: string;
  status: ExpressGatewayServiceStatusCode;
  readonly createdAt: Date;
  updatedAt: Date;
  /** What the service consists of now: while it is deployed, the old revision and the new one. */
  active: readonly Revision[];
  /** The revision that last was deployed with success. */
  served: Revision | undefined;
  readonly tags: Map<string, string>;
  /** Newest first. */
  readonly deployments: ServiceDeployment[];
  /** Newest first. */
  readonly tasks: Task[];
  /** Newest first. */
  readonly events: ServiceEvent[];
}

export function clusterArn({ region, accountId, cluster }: Pick<EcsService, 'region' | 'accountId' | 'cluster'>) {
  return `arn:aws:ecs:${region}:${accountId}:cluster/${cluster}`;
}

export function isOver({ status }: ServiceDeployment): boolean {
  return ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(status);
}
