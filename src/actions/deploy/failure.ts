import { together, UserError } from '../../errors.ts';
import type { Outcome } from './apply.ts';
import type { Observation } from './observe.ts';
import type { ObservedStage } from './observed-stage.ts';
import type { RollbackOutcome } from './roll-back.ts';
import { mayHaveChanged } from './rollback-decision.ts';
import { hasChanged, type StageResult } from './stage-result.ts';

/** The failure of the chain: of the stages that cannot be planned, or of the one that ended it, with the state of all stages. */
export function failureOf(
  { stages }: Pick<Observation, 'stages'>,
  outcome: Outcome | undefined,
): UserError | undefined {
  return unplannable(stages) ?? (outcome && endedBy(stages, outcome));
}

/** Whether the previous release was restored, all of it, and verified. */
export function isRolledBack({ results, rollback }: Outcome): boolean {
  if (rollback?.kind === 'tried') return rollback.steps.every(({ failure }) => failure === undefined);
  const last = results.at(-1);
  return last?.planned.stage.rollback?.byItself === true && last.ending.outputs['rolled-back'] === true;
}

/**
 * Whether a failure has left neither release whole, so that the next run has to restore the one before. What somebody wanted to
 * be left as it is (`rollback-on-failure: false`, `safe-to-rollback: false`), is none.
 */
export function isUnsettled(
  outcome: Outcome,
  inputs: { readonly rollbackOnFailure: boolean; readonly afterUnsettled: boolean },
): boolean {
  const { results, rollback } = outcome;
  const last = results.at(-1);
  if (!last?.ending.failure) return false;
  if (inputs.afterUnsettled) return true;
  if (!inputs.rollbackOnFailure) return false;
  if (rollback?.kind === 'tried') return rollback.steps.some(({ failure }) => failure);
  if (rollback?.isCutShort) return true;
  return last.planned.stage.rollback?.byItself === true && mayHaveChanged(last) && !isRolledBack(outcome);
}

function unplannable(stages: readonly ObservedStage[]): UserError | undefined {
  const failures = stages.flatMap((each) =>
    each.kind === 'failed' ? [withTitle(each.stage.title, each.failure)] : [],
  );
  return failures.length > 0 ? together('Several stages cannot be planned; nothing was changed:', failures) : undefined;
}

function withTitle(title: string, { parts }: UserError): UserError {
  return new UserError({ ...parts, what: `${title}: ${parts.what}` });
}

function endedBy(stages: readonly ObservedStage[], { results, rollback }: Outcome): UserError | undefined {
  const last = results.at(-1);
  const failure = last?.ending.failure;
  if (!last || !failure) return undefined;
  const { what, why, next } = failure.parts;
  const sentences = [
    `${last.planned.stage.title} failed: ${what}`,
    rollbackSentence(rollback),
    stateOfStages(stages, results),
    ...permanentChanges(results),
  ];
  return new UserError({ what: sentences.filter((part) => part).join(' '), why, next }, { cause: failure });
}

function rollbackSentence(rollback: RollbackOutcome | undefined): string | undefined {
  if (rollback?.kind !== 'tried') return rollback?.why;
  const failed = rollback.steps.find(({ failure }) => failure);
  const done = rollback.steps.filter(({ failure }) => !failure).map(({ what, result }) => `${what}: ${result}`);
  return failed
    ? `The rollback failed: ${failed.what}: ${failed.result} ${done.join(' ')}`.trim()
    : `The previous release was restored and verified. ${done.join(' ')}`;
}

function stateOfStages(stages: readonly ObservedStage[], results: readonly StageResult[]): string {
  const states = stages.map(({ stage: { name } }) => {
    const result = results.find(({ planned }) => planned.stage.name === name);
    return `${name} ${result ? stateOf(result) : 'not started'}`;
  });
  return `Stages: ${states.join(', ')}.`;
}

function stateOf(result: StageResult): string {
  if (result.ending.failure) return 'failed';
  return hasChanged(result) ? 'done' : 'unchanged';
}

/** Sentences about changes that no rollback takes back, such as migrations. */
export function permanentChanges(results: readonly StageResult[]): readonly string[] {
  return results.flatMap(({ planned: { stage }, ending }) => stage.permanentChanges?.(ending.outputs) ?? []);
}
