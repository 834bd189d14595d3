import type { OperationStatus, ServiceStatus } from '../../aws/apprunner.ts';
import type { Verdict } from '../../deployment/operation.ts';
import { unknownStatus } from '../../deployment/unknown-status.ts';

/**
 * Only SUCCEEDED is success. After a rollback the service is RUNNING again, so its status alone never tells.
 * Source: https://docs.aws.amazon.com/apprunner/latest/api/API_OperationSummary.html
 */
export function verdictOf(status: OperationStatus): Verdict {
  switch (status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return 'running';
    case 'ROLLBACK_IN_PROGRESS':
      return 'failing';
    case 'SUCCEEDED':
      return 'succeeded';
    case 'ROLLBACK_SUCCEEDED':
      return 'rolled-back';
    case 'FAILED':
    case 'ROLLBACK_FAILED':
      return 'failed';
    default:
      return unknownStatus('App Runner', status);
  }
}

/** What can be done with a service in this state. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_Service.html */
export type Readiness = 'ready' | 'busy' | 'paused' | 'rebuildable' | 'gone' | 'stuck';

export function readinessOf(status: ServiceStatus): Readiness {
  switch (status) {
    case 'RUNNING':
      return 'ready';
    case 'OPERATION_IN_PROGRESS':
      return 'busy';
    case 'PAUSED':
      return 'paused';
    case 'CREATE_FAILED':
      return 'rebuildable';
    case 'DELETED':
      return 'gone';
    case 'DELETE_FAILED':
      return 'stuck';
    default:
      return unknownStatus('App Runner', status);
  }
}
