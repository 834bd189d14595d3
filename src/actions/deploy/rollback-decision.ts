import type { StageStep } from './stage.ts';
import type { StageResult } from './stage-result.ts';
import type { StageRollback } from './stage-rollback.ts';
import { stages } from './stages.ts';

/** A stage that is to be rolled back, and the version to restore, where that has a name. */
export interface Restoration {
  readonly result: StageResult;
  readonly rollback: StageRollback<StageStep>;
  readonly version: string | undefined;
}

export type Decision =
  /** `why` is undefined where there is nothing to say: nothing was deployed, or the stage has rolled itself back. */
  | { readonly kind: 'leave'; readonly why: string | undefined; readonly isCutShort?: boolean }
  /** In order. */
  | { readonly kind: 'roll back'; readonly restorations: readonly Restoration[] };

/** Whether the previous release is to be restored, now that the last of these stages has failed. */
export function decide(
  results: readonly StageResult[],
  { rollbackOnFailure }: { readonly rollbackOnFailure: boolean },
  isCutShort: boolean,
): Decision {
  const failed = results.at(-1);
  if (!failed || !mayNeedRollback(failed)) return leave(undefined);
  const changed = results.flatMap((result) => {
    const { rollback } = result.planned.stage;
    return rollback && mayHaveChanged(result) ? [{ result, rollback }] : [];
  });
  if (changed.length === 0) return leave('This run changed neither backend nor site, so there is no rollback.');
  if (isCutShort) return { ...leave('No rollback: the run was cancelled or has timed out.'), isCutShort };
  if (!rollbackOnFailure) return leave('No rollback: rollback-on-failure is false.');
  if (failed.planned.stage.verifies && failed.ending.outputs['safe-to-rollback'] !== true)
    return leave(
      'No rollback: no check saw the new release misbehave, or one says that a rollback is not safe (safe-to-rollback: false).',
    );
  return restore(changed);
}

/** Whether the failure can leave a new release behind: not where it comes before all that can be rolled back, or rolls itself back. */
function mayNeedRollback({ planned: { stage } }: StageResult): boolean {
  const until = stages.slice(
    0,
    stages.findIndex(({ name }) => name === stage.name),
  );
  return until.some(({ rollback }) => rollback) || (stage.rollback !== undefined && !stage.rollback.byItself);
}

/** A stage that broke off without saying so counts as one that has changed something. */
export function mayHaveChanged({ step, ending: { outputs, failure } }: StageResult): boolean {
  return (
    outputs['changed'] === true || (outputs['changed'] === undefined && failure !== undefined && step !== undefined)
  );
}

/** Stages are restored together: the first that cannot be keeps those after it as they are. */
function restore(changed: readonly Omit<Restoration, 'version'>[]): Decision {
  const restorations: Restoration[] = [];
  for (const { result, rollback } of changed) {
    const previous = rollback.previous(result.step ?? result.planned.step, result.ending);
    if (previous.kind === 'none') return rollBackTo(restorations, `No rollback: ${previous.why}`);
    restorations.push({ result, rollback, version: previous.version });
  }
  return rollBackTo(restorations, undefined);
}

function rollBackTo(restorations: readonly Restoration[], why: string | undefined): Decision {
  return restorations.length > 0 ? { kind: 'roll back', restorations } : leave(why);
}

function leave(why: string | undefined): Extract<Decision, { readonly kind: 'leave' }> {
  return { kind: 'leave', why };
}
