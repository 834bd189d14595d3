import type { Log } from '../github/log.ts';
import type { State } from '../github/outputs.ts';
import type { Run } from '../github/run.ts';
import type { Clock } from '../machine/clock.ts';

/** The surroundings of a run, which every step of every action may use. */
export interface Context {
  /** Aborted when the job is cancelled or the deadline passes; every wait listens to it. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly clock: Clock;
  readonly run: Run;
  /** Notes for the post phase about work that it must finish or undo. Saved before that work begins. */
  readonly state: State;
  /** References of images that an earlier stage of this run will push: while planning, they need not exist yet. */
  readonly upcoming?: ReadonlySet<string> | undefined;
}
