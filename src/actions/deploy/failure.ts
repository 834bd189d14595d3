import { together, UserError } from '../../errors.ts';
import type { Outcome, StageResult } from './apply.ts';
import { list } from './handed-on.ts';
import type { Look, Observation } from './observe.ts';
import type { PutBack } from './put-back.ts';
import { type StageName, stageTitles } from './stages.ts';

/** The failure of the chain: of the stages that cannot be planned, or of the one that ended it, with what stands where. */
export function failureOf({ looks }: Pick<Observation, 'looks'>, outcome: Outcome | undefined): UserError | undefined {
  return unplannable(looks) ?? (outcome && endedBy(looks, outcome));
}

/** Whether backend and site serve what they did before this run, all of it, and were seen to. */
export function isRolledBack({ results, putBack }: Outcome): boolean {
  if (putBack?.kind === 'tried') return putBack.steps.every(({ failure }) => failure === undefined);
  const last = results.at(-1);
  return last?.look.stage.name === 'backend' && last.ending.outputs['rolled-back'] === true;
}

function unplannable(looks: readonly Look[]): UserError | undefined {
  const failures = looks.flatMap((look) => (look.kind === 'failed' ? [withStage(look.stage.name, look.failure)] : []));
  return failures.length > 0 ? together('Several stages cannot be planned; nothing was changed:', failures) : undefined;
}

function withStage(name: StageName, { parts }: UserError): UserError {
  return new UserError({ ...parts, what: `${stageTitles[name]}: ${parts.what}` });
}

function endedBy(looks: readonly Look[], outcome: Outcome): UserError | undefined {
  const last = outcome.results.at(-1);
  const failure = last?.ending.failure;
  if (!last || !failure) return undefined;
  const { what, why, next } = failure.parts;
  const begun = new Set(outcome.results.map(({ look }) => look.stage.name));
  const sentences = [
    `${stageTitles[last.look.stage.name]} failed: ${what}`,
    goneBack(outcome.putBack),
    standing(
      outcome.results,
      looks.map(({ stage }) => stage.name).filter((name) => !begun.has(name)),
    ),
    migrationsThatStay(outcome.results),
  ];
  return new UserError({ what: sentences.filter((part) => part).join(' '), why, next }, { cause: failure });
}

function goneBack(putBack: PutBack | undefined): string | undefined {
  if (putBack?.kind !== 'tried') return putBack?.why;
  const failed = putBack.steps.find(({ failure }) => failure);
  const done = putBack.steps.filter(({ failure }) => !failure).map(({ what, result }) => `${what}: ${result}`);
  return failed
    ? `Going back to what served before failed: ${failed.what}: ${failed.result} ${done.join(' ')}`.trim()
    : `What served before serves again. ${done.join(' ')}`;
}

function standing(results: readonly StageResult[], open: readonly StageName[]): string {
  const ended = results.map(({ look, ending }) => `${look.stage.name} ${standingOf(ending.failure, ending.outputs)}`);
  return `Stages: ${[...ended, ...open.map((name) => `${name} not begun`)].join(', ')}.`;
}

function standingOf(failure: UserError | undefined, outputs: StageResult['ending']['outputs']): string {
  if (failure) return 'failed';
  return outputs['changed'] === true ? 'done' : 'unchanged';
}

/** Backend and site can be put back; the database cannot. */
export function migrationsThatStay(results: readonly StageResult[]): string | undefined {
  const database = results.find(({ look }) => look.stage.name === 'database');
  const applied = list(database?.ending.outputs['applied']);
  return applied.length > 0 ? `In the database stays what this run applied: ${applied.join(', ')}.` : undefined;
}
