import type { ExpressGatewayServiceStatusCode, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { TagChanges } from '../../domain/tag-changes.ts';
import type { ExpressConfiguration, ExpressRevision, ExpressService } from './express-service.ts';
import type { Extent } from './express-settings.ts';
import type { OneOffTask, StartedBy, TaskPlace, TaskStart } from './one-off-task.ts';
import type { ServiceDeployment } from './service-deployment.ts';
import type { ServiceId } from './service-id.ts';
import type { ServiceTask, TaskLaunch, TaskNetwork } from './service-task.ts';
import type { ServiceEvent, ServiceState } from './services.ts';
import type { StoppedTask } from './stopped-tasks.ts';
import type { TaskDefinition } from './task-definitions.ts';
import type { TaskFilter, TaskState } from './task-state.ts';
import type { LogPlace, TaskTemplate, TemplateContainer } from './task-template.ts';

export type {
  ExpressConfiguration,
  ExpressGatewayServiceStatusCode,
  ExpressRevision,
  ExpressService,
  Extent,
  LogPlace,
  OneOffTask,
  ServiceDeployment,
  ServiceDeploymentStatus,
  ServiceEvent,
  ServiceId,
  ServiceState,
  ServiceTask,
  StartedBy,
  StoppedTask,
  TaskDefinition,
  TaskFilter,
  TaskLaunch,
  TaskNetwork,
  TaskPlace,
  TaskStart,
  TaskState,
  TaskTemplate,
  TemplateContainer,
};

export interface EcsReader {
  /** The Express service of this name; `foreign`: a service that its owner manages has it. */
  service(id: ServiceId, signal: AbortSignal): Promise<ExpressService | 'foreign' | undefined>;
  /** All deployments of a service in these states; without states, in any. Newest first. */
  deployments(
    id: ServiceId,
    states: readonly ServiceDeploymentStatus[] | undefined,
    signal: AbortSignal,
  ): Promise<readonly ServiceDeployment[]>;
  /** The newest deployment that fits. */
  newestDeployment(
    id: ServiceId,
    fits: (deployment: ServiceDeployment) => boolean,
    signal: AbortSignal,
  ): Promise<ServiceDeployment | undefined>;
  /** A deployment by its ARN, in full. */
  deployment(arn: string, signal: AbortSignal): Promise<ServiceDeployment | undefined>;
  /** How a service's tasks are; undefined: there is no such service. */
  state(id: ServiceId, signal: AbortSignal): Promise<ServiceState | undefined>;
  /** What ECS tells of a service since a time, oldest first. */
  events(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly string[]>;
  taskDefinition(arn: string, signal: AbortSignal): Promise<TaskDefinition | undefined>;
  /** Tasks of a service that were started since a time and have ended, oldest first. */
  stoppedTasks(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly StoppedTask[]>;
  /** How a service starts its tasks; undefined: there is no such service. */
  serviceTask(id: ServiceId, signal: AbortSignal): Promise<ServiceTask | undefined>;
  /** A task definition to make another one like it. */
  taskTemplate(arn: string, signal: AbortSignal): Promise<TaskTemplate>;
  /** Undefined: ECS does not know it yet, or no more (an hour after its end). */
  task(cluster: string, arn: string, signal: AbortSignal): Promise<TaskState | undefined>;
  /** Tasks that have not ended. */
  activeTasks(cluster: string, filter: TaskFilter, signal: AbortSignal): Promise<readonly TaskState[]>;
}

/** What a write started: the deployment of this revision. */
export interface StartedRevision {
  readonly serviceArn: string;
  readonly revision: ExpressRevision;
}

/** An Express service to be created. */
export interface NewExpressService {
  readonly id: ServiceId;
  /** ARN of the role with which ECS manages load balancer, scaling and certificates. */
  readonly infrastructureRole: string;
  readonly configuration: ExpressConfiguration;
  readonly tags: Readonly<Record<string, string>>;
}

/** A new revision of an Express service, in place of the one that is there. */
export interface ExpressUpdate {
  readonly service: Pick<ExpressService, 'arn'>;
  readonly revision: ExpressRevision;
  readonly configuration: ExpressConfiguration;
  readonly extent: Extent;
}

export interface EcsWriter {
  /** `exists`: there is a service of this name. `draining`: there is one that is being deleted. */
  create(service: NewExpressService, signal: AbortSignal): Promise<StartedRevision | 'exists' | 'draining'>;
  update(update: ExpressUpdate, signal: AbortSignal): Promise<StartedRevision>;
  /** Stops a deployment and rolls back to the previous revision. */
  rollBack(deploymentArn: string, signal: AbortSignal): Promise<void>;
  /** Puts tags, and takes others off. */
  tag(serviceArn: string, tags: TagChanges, signal: AbortSignal): Promise<void>;
  /** Registers the task definition of a task that runs once; the answer is its ARN. */
  registerTask(task: OneOffTask, signal: AbortSignal): Promise<string>;
  /** No new task can be started of it then. */
  deregisterTask(taskDefinition: string, signal: AbortSignal): Promise<void>;
  runTask(taskDefinition: string, how: TaskPlace & StartedBy, signal: AbortSignal): Promise<TaskStart>;
  /** Its container gets SIGTERM, and SIGKILL half a minute later. */
  stopTask(
    task: { readonly cluster: string; readonly arn: string; readonly reason: string },
    signal: AbortSignal,
  ): Promise<void>;
}
