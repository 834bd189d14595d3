import type { UserError } from '../../errors.ts';
import type { Baseline } from './baseline.ts';
import type { RunFile } from './plan.ts';

/** A file that this run applied. */
export interface Applied {
  readonly change: RunFile;
  readonly milliseconds: number;
}

/** What was done, and why no more. */
export interface Outcome {
  readonly applied: readonly Applied[];
  readonly recorded?: Baseline | undefined;
  readonly commandRan: boolean;
  readonly snapshot?: string | undefined;
  /** The holder of the lock, when this run had to wait for it. */
  readonly lockedBy?: string | undefined;
  readonly failure?: UserError | undefined;
}
