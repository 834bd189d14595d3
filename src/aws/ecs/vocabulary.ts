import type { ExpressGatewayServiceStatusCode, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { ExpressConfiguration, ExpressRevision, ExpressService } from './express-service.ts';
import type { Extent } from './express-settings.ts';
import type { ServiceDeployment } from './service-deployment.ts';
import type { StoppedTask } from './stopped-tasks.ts';

export type {
  ExpressConfiguration,
  ExpressGatewayServiceStatusCode,
  ExpressRevision,
  ExpressService,
  Extent,
  ServiceDeployment,
  ServiceDeploymentStatus,
  StoppedTask,
};

/** A service in a cluster, by its name. */
export interface ServiceId {
  readonly cluster: string;
  readonly name: string;
}

export interface EcsReader {
  /** The Express service of this name; `foreign`: a service that its owner manages has it. */
  service(id: ServiceId, signal: AbortSignal): Promise<ExpressService | 'foreign' | undefined>;
  /** All deployments of a service in these states; without states, in any. Newest first. */
  deployments(
    id: ServiceId,
    states: readonly ServiceDeploymentStatus[] | undefined,
    signal: AbortSignal,
  ): Promise<readonly ServiceDeployment[]>;
  /** The newest deployment that fits. `throttled`: ECS cannot be asked just now. */
  newestDeployment(
    id: ServiceId,
    fits: (deployment: ServiceDeployment) => boolean,
    signal: AbortSignal,
  ): Promise<ServiceDeployment | 'throttled' | undefined>;
  /** A deployment by its ARN, in full. */
  deployment(arn: string, signal: AbortSignal): Promise<ServiceDeployment | 'throttled' | undefined>;
  /** What ECS tells of a service since a time, oldest first. */
  events(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly string[]>;
  /** Tasks of a service that were started since a time and have ended, oldest first. */
  stoppedTasks(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly StoppedTask[]>;
}

/** What a write started: the deployment of this revision. */
export interface StartedRevision {
  readonly serviceArn: string;
  readonly revision: ExpressRevision;
}

export interface EcsWriter {
  create(
    id: ServiceId,
    infrastructureRole: string,
    configuration: ExpressConfiguration,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<StartedRevision>;
  /** Goes on from the revision that is there. */
  update(
    serviceArn: string,
    present: ExpressRevision,
    configuration: ExpressConfiguration,
    extent: Extent,
    signal: AbortSignal,
  ): Promise<StartedRevision>;
  /** Stops a deployment and goes back to what served before. */
  rollBack(deploymentArn: string, signal: AbortSignal): Promise<void>;
  tag(serviceArn: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
}
