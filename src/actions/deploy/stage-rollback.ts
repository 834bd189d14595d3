import type { Contract } from '../../contract/index.ts';
import type { Restoring, SavedText } from '../../deployment/restorable.ts';
import type { Change } from '../../domain/plan.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';

/** How a stage is rolled back. `S` is a step of its actions. */
export interface StageRollback<S> {
  /** Whether the stage rolls itself back when it fails. */
  readonly byItself: boolean;
  /** What this step's deployment replaced. */
  previous(step: S, ending: Ending): Previous;
  /** The step that restores it. `plan` plans the stage with other inputs. */
  step(applied: S, plan: (inputs: StepInputs<S>) => Promise<S>): Promise<Step<Contract, unknown, Change>>;
  /** What another process needs to restore what stood before: no secret. Undefined where nothing stood. */
  save(action: string, step: S): Promise<SavedText | undefined>;
  /** For a stage that is not restored by planning it with the saved version: what it has to observe to restore it. */
  observe?(action: string, now: unknown, saved: string): Promise<Restoring<unknown>>;
  /** What was restored, in a sentence. */
  result(ending: Ending): string;
  /** The output of the chain that names it. */
  readonly output: string;
}

type StepInputs<S> = S extends { readonly inputs: infer Inputs } ? Inputs : never;

/** The version before a deployment (an image, a release of the site), where it has a name; or why there is none. */
export type Previous =
  | { readonly kind: 'found'; readonly version: string | undefined }
  | { readonly kind: 'none'; readonly why: string };
