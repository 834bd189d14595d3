import type { ExpressGatewayServiceStatusCode, ServiceDeploymentStatus } from '../../aws/ecs.ts';
import type { Verdict } from '../../deployment/operation.ts';
import { unknownStatus } from '../../deployment/unknown-status.ts';

/**
 * Only SUCCESSFUL is success; there is no status FAILED. A service deployment that ECS or somebody takes back is known to fail
 * from then on. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
 */
export function verdictOf(status: ServiceDeploymentStatus): Verdict {
  switch (status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return 'running';
    case 'STOP_REQUESTED':
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return 'failing';
    case 'SUCCESSFUL':
      return 'succeeded';
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled-back';
    case 'STOPPED':
    case 'ROLLBACK_FAILED':
      return 'failed';
    default:
      return unknownStatus('ECS', status);
  }
}

/** The states of a deployment that is not over: another one would stop it. */
export const goingOn = [
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
] as const satisfies readonly ServiceDeploymentStatus[];

/** What can be done with a service in this state. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayServiceStatus.html */
export type Readiness = 'ready' | 'leaving' | 'gone';

export function readinessOf(status: ExpressGatewayServiceStatusCode): Readiness {
  switch (status) {
    case 'ACTIVE':
      return 'ready';
    case 'DRAINING':
      return 'leaving';
    case 'INACTIVE':
      return 'gone';
    default:
      return unknownStatus('ECS', status);
  }
}
