import type { Conclusion } from '../conclusion.ts';
import type { JsonObject } from '../expressions/json.ts';
import type { Repository } from '../parse/repository.ts';

/** A list of steps being run: a job's, or a composite action's. */
export interface Frame {
  /** The repository of the file in which the steps stand: what `$/` means. */
  readonly repository: Repository;
  readonly inputs: JsonObject;
  /** The `steps` context. */
  readonly steps: Map<string, StepContext>;
  /** Whether a step of this list has failed. */
  failed: boolean;
  /** The composite action, if these are its steps. */
  readonly action: ActionSource | undefined;
}

/** Where an action was found. */
export interface ActionSource {
  readonly folder: string;
  readonly repository: Repository;
  readonly ref: string;
}

export interface StepContext {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
}
