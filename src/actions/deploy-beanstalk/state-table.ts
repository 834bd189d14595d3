import type { ApplicationVersionStatus, EnvironmentStatus, EventSeverity } from '../../aws/elastic-beanstalk.ts';
import { unknownStatus } from '../../deployment/unknown-status.ts';

/** What an environment's status lets one do: deploy to it, wait, or neither. */
export type Readiness = 'ready' | 'busy' | 'aborting' | 'gone';

/** Ready alone is no success: so is an environment after a deployment that failed. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_EnvironmentDescription.html */
export function readinessOf(status: EnvironmentStatus): Readiness {
  switch (status) {
    case 'Ready':
      return 'ready';
    case 'Launching':
    case 'Updating':
    case 'LinkingFrom':
    case 'LinkingTo':
      return 'busy';
    case 'Aborting':
      return 'aborting';
    case 'Terminating':
    case 'Terminated':
      return 'gone';
    default:
      return unknownStatus('Elastic Beanstalk', status);
  }
}

/** Whether an event tells of a failure. */
export function isFailure(severity: EventSeverity): boolean {
  switch (severity) {
    case 'ERROR':
    case 'FATAL':
      return true;
    case 'TRACE':
    case 'DEBUG':
    case 'INFO':
    case 'WARN':
      return false;
    default:
      return unknownStatus('Elastic Beanstalk', severity);
  }
}

/** Whether Elastic Beanstalk still works on a version, so that it cannot be deployed yet. */
export function isProcessing(status: ApplicationVersionStatus): boolean {
  return status === 'Processing' || status === 'Building';
}

/** Whether a version can be deployed, now or later: a version that failed stays so, and its label is used up. */
export function isUsable(status: ApplicationVersionStatus): boolean {
  switch (status) {
    case 'Unprocessed':
    case 'Processed':
    case 'Processing':
    case 'Building':
      return true;
    case 'Failed':
      return false;
    default:
      return unknownStatus('Elastic Beanstalk', status);
  }
}
