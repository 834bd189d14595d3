import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Health } from '../../deployment/health.ts';
import type { HealthColor } from '../../domain/beanstalk.ts';
import { readinessOf } from './state-table.ts';

/** Words of enhanced health that tell of trouble, and their colours: the word may be there before its colour. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-status.html */
const colorsOfTrouble: Readonly<Record<string, HealthColor>> = { Warning: 'Yellow', Degraded: 'Red', Severe: 'Red' };

/** Whether an environment has one of the colours of health that are accepted, and no word against it. */
export function isHealthy(
  { health, healthStatus = '' }: Pick<Environment, 'health' | 'healthStatus'>,
  accepted: readonly HealthColor[],
): boolean {
  return accepted.includes(health) && accepted.includes(colorsOfTrouble[healthStatus] ?? health);
}

/** "health Red, Severe" */
export function shownHealth({ health, healthStatus }: Pick<Environment, 'health' | 'healthStatus'>): string {
  return `health ${health}${healthStatus ? `, ${healthStatus}` : ''}`;
}

/** Whether the environment is well: an update is followed until its events and its health are quiet, so that one look is enough. */
export function healthOf(accepted: readonly HealthColor[]): Health<Environment> {
  return {
    quietSeconds: 0,
    async ailment(environment, since) {
      // While something else happens to it, its health says nothing.
      if (readinessOf(environment.status) !== 'ready' || isHealthy(environment, accepted)) return undefined;
      const shown = shownHealth(environment);
      return {
        status: since === undefined ? shown : `Failed (${shown})`,
        reason: `Its ${shown} is none of those accepted (${accepted.join(', ')}).`,
      };
    },
  };
}
