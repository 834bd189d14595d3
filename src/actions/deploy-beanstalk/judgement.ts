import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { PollResult } from '../../deployment/operation.ts';
import type { HealthColor } from '../../domain/beanstalk.ts';
import { isHealthy, shownHealth } from './accepted-health.ts';

/** What makes an update a good one. */
export interface Expectation {
  /** The version that must run in the end; undefined: the one that runs. */
  readonly versionLabel: string | undefined;
  /** The version before, to which an update returns that is aborted. */
  readonly labelBefore: string | undefined;
  /** The environment that is updated; undefined where it is made. */
  readonly environmentId: string | undefined;
  readonly acceptedHealth: readonly HealthColor[];
  readonly healthTimeoutSeconds: number;
  /** How long after the end an error may still come to light: events and health are late. */
  readonly quietSeconds: number;
  /** How long the environment may be shown as it was before. */
  readonly beginSeconds: number;
}

/** So late events may be of which the reason is read. */
const lateMilliseconds = 10_000;

/** An environment that is Ready, and what has been seen since. */
export interface ReadySince {
  readonly at: number;
  readonly goodSince: number | undefined;
  readonly environment: Environment;
  readonly polled: PollResult;
}

export const notBegun: PollResult = { status: 'Ready', verdict: 'running', progress: 'not begun' };

export function failed(reason: string): PollResult {
  return { status: 'Failed', verdict: 'failed', reason };
}

export function readySince(
  environment: Environment,
  { acceptedHealth }: Expectation,
  before: ReadySince | undefined,
  now: number,
): ReadySince {
  const goodSince = isHealthy(environment, acceptedHealth) ? (before?.goodSince ?? now) : undefined;
  return { at: before?.at ?? now, goodSince, environment, polled: notBegun };
}

export function judged(ready: ReadySince, expected: Expectation, now: number, toldAt: number): PollResult {
  const { versionLabel, quietSeconds } = expected;
  const { environment, at } = ready;
  const isQuiet = now - at >= quietSeconds * 1_000 && toldAt >= at + quietSeconds * 1_000;
  if (versionLabel === undefined || environment.versionLabel === versionLabel)
    return healthPoll(ready, expected, now, isQuiet);
  // Why it went back is told by events, which may still come.
  if (now - at < lateMilliseconds) return { status: environment.status, verdict: 'running', progress: 'went back' };
  return failed(
    `The environment is Ready with the version ${environment.versionLabel ?? '(none)'} instead of ${versionLabel}.`,
  );
}

function healthPoll(
  { environment, at, goodSince }: ReadySince,
  { acceptedHealth, healthTimeoutSeconds, quietSeconds }: Expectation,
  now: number,
  isQuiet: boolean,
): PollResult {
  const { status } = environment;
  const [seconds, goodSeconds] = [(now - at) / 1_000, goodSince === undefined ? undefined : (now - goodSince) / 1_000];
  const isLong = goodSeconds !== undefined && goodSeconds >= Math.min(quietSeconds, healthTimeoutSeconds);
  if (isLong && isQuiet) return { status, verdict: 'succeeded' };
  const shown = shownHealth(environment);
  if (goodSeconds !== undefined || seconds < healthTimeoutSeconds)
    return { status, verdict: 'running', progress: shown };
  const reason = `The new version runs, but after ${Math.round(seconds)} s its ${shown} is none of those accepted (${acceptedHealth.join(', ')}).`;
  return { ...failed(reason), status: `Failed (${shown})` };
}
