import type { ElasticBeanstalkReader } from '../../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../../deployment/operation.ts';
import type { HealthColor } from '../../../domain/beanstalk.ts';
import type { Clock } from '../../../machine/clock.ts';
import { readinessOf } from '../state-table.ts';

/** Which environment must be well, and how long it may take to be. */
interface Wanted {
  readonly name: string;
  readonly acceptedHealth: readonly HealthColor[];
  readonly healthTimeoutSeconds: number;
}

/** Enhanced health is reported every 10 s. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html */
const quietSeconds = 10;

/** Waits until the environment has had an accepted health for a while, without changing anything. */
export function wellOperation(
  { name, acceptedHealth, healthTimeoutSeconds }: Wanted,
  reader: ElasticBeanstalkReader,
  clock: Clock,
): Operation {
  const begun = clock.now().getTime();
  let goodSince: number | undefined;
  return {
    id: `health of ${name}`,
    async poll(signal) {
      const environment = await reader.poll(name, signal);
      if (!environment) return 'missing';
      const { status, health } = environment;
      const readiness = readinessOf(status);
      if (readiness === 'gone')
        return { status: 'Terminated', verdict: 'failed', reason: `The environment ${name} was terminated.` };
      const now = clock.now().getTime();
      const isGood = readiness === 'ready' && acceptedHealth.includes(health);
      goodSince = isGood ? (goodSince ?? now) : undefined;
      if (goodSince !== undefined && now - goodSince >= Math.min(quietSeconds, healthTimeoutSeconds) * 1_000)
        return { status, verdict: 'succeeded' };
      const seconds = Math.round((now - begun) / 1_000);
      if (isGood || readiness !== 'ready' || seconds < healthTimeoutSeconds)
        return { status, verdict: 'running', progress: `health ${health}` };
      const reason = `After ${seconds} s the health ${health} of ${name} is none of those accepted (${acceptedHealth.join(', ')}).`;
      return { status: 'Failed', verdict: 'failed', reason };
    },
  };
}
