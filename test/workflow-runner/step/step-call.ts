import type { StepConsole } from '../commands/step-console.ts';
import type { Conclusion } from '../conclusion.ts';
import type { Scope } from '../expressions/scope.ts';
import type { JobState } from '../job/job-state.ts';
import type { Frame } from './frame.ts';

/** What GitHub shows of a step; the steps of a composite action share that of the step that uses it. */
export interface StepRecord {
  readonly console: StepConsole;
  readonly summaries: string[];
  readonly artifactReferences: string[];
}

/** A step about to be executed. */
export interface StepCall {
  readonly job: JobState;
  readonly frame: Frame;
  readonly record: StepRecord;
  /** The step's id, or one made for it: `github.action`. */
  readonly id: string;
  readonly scope: Scope;
  /** The step's own `env`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cancel: AbortSignal;
}

/** How the execution of a step ended. */
export interface StepEnd {
  readonly conclusion: Exclude<Conclusion, 'skipped'>;
  readonly outputs: Readonly<Record<string, string>>;
}
