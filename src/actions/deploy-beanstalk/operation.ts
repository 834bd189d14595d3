import type { ElasticBeanstalkReader, ElasticBeanstalkWriter, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Operation, PollResult } from '../../deployment/operation.ts';
import type { HealthColor } from '../../domain/beanstalk.ts';
import type { Clock } from '../../machine/clock.ts';
import { reasonOf } from './reason.ts';
import { isFailure, readinessOf } from './state-table.ts';

/** What makes an update a good one. */
export interface Expectation {
  /** The version that must run in the end. */
  readonly versionLabel: string | undefined;
  readonly acceptedHealth: readonly HealthColor[];
  readonly healthTimeoutSeconds: number;
}

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly clock: Clock;
}

/** Right after the call the environment may still be shown as it was. */
const beginSeconds = 30;

/** Health lags behind what happens: enhanced health is reported every 10 s. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html */
const healthLagSeconds = 10;

/** The update that a request began: it is over when the environment is Ready again, and good when our version runs, no event of the request tells of a failure, and the health is accepted. */
export function updateOperation(
  name: string,
  requestId: string,
  expected: Expectation,
  { reader, writer, clock }: Ports,
): Operation {
  const begun = clock.now().getTime();
  const terminated = `The environment ${name} was terminated.`;
  let wasBusy = false;
  let goodSince: number | undefined;
  let ready: { readonly at: number; readonly failure: string | undefined } | undefined;
  return {
    id: requestId,
    vanished: terminated,
    async poll(signal) {
      const environment = await reader.poll(name, signal);
      if (!environment) return 'missing';
      const readiness = readinessOf(environment.status);
      if (readiness === 'gone') return { status: 'Terminated', verdict: 'failed', reason: terminated };
      if (readiness !== 'ready') {
        wasBusy = true;
        return { status: environment.status, verdict: readiness === 'aborting' ? 'failing' : 'running' };
      }
      ready ??= { at: clock.now().getTime(), failure: await failureOf(signal) };
      if (ready.failure !== undefined) return { status: 'Ready', verdict: 'failed', reason: ready.failure };
      if (!runs(environment, expected)) {
        if (wasBusy || clock.now().getTime() - begun > beginSeconds * 1_000) return wrongVersion(environment, expected);
        ready = undefined;
        return { status: environment.status, verdict: 'running', progress: 'not begun' };
      }
      const now = clock.now().getTime();
      goodSince = expected.acceptedHealth.includes(environment.health) ? (goodSince ?? now) : undefined;
      const goodSeconds = goodSince === undefined ? undefined : (now - goodSince) / 1_000;
      return healthPoll(environment, expected, (now - ready.at) / 1_000, goodSeconds);
    },
    async abandon(signal) {
      await writer.abortUpdate(name, signal);
      return 'asked';
    },
  };

  async function failureOf(signal: AbortSignal): Promise<string | undefined> {
    const events = await reader.events(name, { requestId }, signal);
    return events.some(({ severity }) => isFailure(severity)) ? reasonOf(events) : undefined;
  }
}

/** Several operations, one after the other, as one: each begins when the one before has succeeded. */
export function sequence(
  id: string,
  begin: readonly ((signal: AbortSignal) => Promise<Operation | 'busy'>)[],
): Operation {
  let [at, current] = [0, undefined as Operation | undefined];
  return {
    id,
    async poll(signal) {
      const next = begin[at];
      if (!next) return { status: 'Ready', verdict: 'succeeded' };
      if (!current) {
        const begun = await next(signal);
        if (begun === 'busy') return { status: 'Updating', verdict: 'running', progress: 'busy' };
        current = begun;
      }
      const polled = await current.poll(signal);
      if (typeof polled === 'string' || polled.verdict !== 'succeeded') return polled;
      at += 1;
      current = undefined;
      return at === begin.length ? polled : { ...polled, verdict: 'running' };
    },
  };
}

function runs({ versionLabel }: Environment, expected: Expectation): boolean {
  return expected.versionLabel === undefined || versionLabel === expected.versionLabel;
}

function wrongVersion({ versionLabel }: Environment, expected: Expectation): PollResult {
  return {
    status: 'Ready',
    verdict: 'failed',
    reason: `The environment is Ready with the version ${versionLabel ?? '(none)'} instead of ${expected.versionLabel}.`,
  };
}

function healthPoll(
  { status, health, healthStatus }: Environment,
  { acceptedHealth, healthTimeoutSeconds }: Expectation,
  seconds: number,
  goodSeconds: number | undefined,
): PollResult {
  if (goodSeconds !== undefined && goodSeconds >= Math.min(healthLagSeconds, healthTimeoutSeconds))
    return { status, verdict: 'succeeded' };
  const shown = `health ${health}${healthStatus ? `, ${healthStatus}` : ''}`;
  if (goodSeconds !== undefined || seconds < healthTimeoutSeconds)
    return { status, verdict: 'running', progress: shown };
  const reason = `The new version runs, but after ${Math.round(seconds)} s its ${shown} is none of those accepted (${acceptedHealth.join(', ')}).`;
  return { status: `${status} (${shown})`, verdict: 'failed', reason };
}
