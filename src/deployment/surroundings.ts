import type { Log } from '../github/log.ts';
import type { Clock } from '../machine/clock.ts';

/** What a deployment may use besides its target: every wait listens to the signal. */
export interface Surroundings {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warning'>;
  /** References of images that will be pushed before anything is deployed. */
  readonly upcoming?: ReadonlySet<string> | undefined;
}
