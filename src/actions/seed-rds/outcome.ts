import type { RecordedChange, ToolRecord } from '../../domain/sql/tool-record.ts';
import type { UserError } from '../../errors.ts';
import type { Baseline } from './baseline.ts';
import type { RunFile } from './plan.ts';
import type { Repair } from './repair.ts';

/** A file that this run applied. */
export interface Applied {
  readonly change: RunFile;
  readonly milliseconds: number;
}

/** That `command` was run, and what its tool has recorded; undefined is not known. */
export interface CommandOutcome {
  readonly before: readonly ToolRecord[] | undefined;
  readonly after: readonly ToolRecord[] | undefined;
  readonly change: RecordedChange | undefined;
}

/** What was done, and why no more. */
export interface Outcome {
  readonly applied: readonly Applied[];
  readonly recorded?: Baseline | undefined;
  /** The corrections of the ledger that were made. */
  readonly repaired?: readonly Repair[] | undefined;
  readonly command?: CommandOutcome | undefined;
  readonly snapshot?: string | undefined;
  /** The holder of the lock, when this run had to wait for it. */
  readonly lockedBy?: string | undefined;
  readonly failure?: UserError | undefined;
}
