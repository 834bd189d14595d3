import type { Log } from '../github/log.ts';
import type { State } from '../github/outputs.ts';
import type { Run } from '../github/run.ts';
import type { Clock } from '../machine/clock.ts';

/** What every step of every action may use, whatever it reads or writes. */
export interface Context {
  /** Aborted when the job is cancelled or the deadline passes; every wait listens to it. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly clock: Clock;
  readonly run: Run;
  /** For what the post phase must finish or undo. Saved before it is begun. */
  readonly state: State;
  /** References of images that an earlier stage of this run will push: while only planning, they need not be there yet. */
  readonly upcoming?: ReadonlySet<string> | undefined;
}
