import { canonicalJson } from '../../domain/plan.ts';
import { systemTrouble } from '../../domain/system-error.ts';
import { causeOf, messageOf, UserError } from '../../errors.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { failedReport } from '../../report/failed-report.ts';
import type { ChainStep } from './chain-step.ts';
import { demandApprovedPlan } from './demand-approved-plan.ts';
import { finishSucceeded } from './finish-stages.ts';
import { type PlannedStage, plannedStages } from './observed-stage.ts';
import { saveBegun, saveCut, saveFinished, saveRollback } from './progress.ts';
import { type RollbackOutcome, rollBack } from './roll-back.ts';
import type { StagePorts, StageStep } from './stage.ts';
import { handoverAfter, hasChanged, type StageResult } from './stage-result.ts';
import { type StageRunner, stageRunner } from './stage-runner.ts';
import { standingKeeper } from './standing.ts';

export interface Outcome {
  /** Of the stages that were begun, in order; the last one may have failed. */
  readonly results: readonly StageResult[];
  /** Undefined where no stage failed. */
  readonly rollback: RollbackOutcome | undefined;
}

/** Carries out stage by stage; when one fails, the previous release is restored. A stage that cannot be planned lets none begin. */
export async function apply(step: ChainStep, ports: StagePorts, context: Context): Promise<Outcome> {
  const { stages } = step.observation;
  const planned = plannedStages(stages);
  if (planned.length < stages.length) return { results: [], rollback: undefined };
  const cut = () => saveCut(context.state);
  context.signal.addEventListener('abort', cut);
  try {
    return await applyAll(planned, step, ports, context);
  } finally {
    context.signal.removeEventListener('abort', cut);
    saveFinished(context.state);
  }
}

async function applyAll(
  planned: readonly PlannedStage[],
  step: ChainStep,
  ports: StagePorts,
  context: Context,
): Promise<Outcome> {
  const saved = new Map<string, string>();
  const recording = recordingContext(context, saved);
  const runner = stageRunner(ports, recording);
  const keep = standingKeeper(step, context.state);
  const results: StageResult[] = [];
  for (const [index, next] of planned.entries()) {
    saveBegun(planned, index, context.state);
    const findStep = async () => {
      const found = await stepToApply(next, results, step, runner);
      await keep(next, found);
      return found;
    };
    const result = await carryOut(next, findStep, runner, recording);
    results.push(result);
    if (!result.ending.failure) continue;
    saveRollback(planned.slice(0, results.length), context.state);
    return { results, rollback: await rollBack(results, step, runner, recording) };
  }
  await finishSucceeded(results, saved, ports, context);
  return { results, rollback: undefined };
}

/** A context that keeps what is saved. */
function recordingContext(context: Context, saved: Map<string, string>): Context {
  const save = (name: string, value: string) => {
    saved.set(name, value);
    context.state.save(name, value);
  };
  return { ...context, state: { save } };
}

/** One stage in its own group of the log. An error ends the stage, and not the report of the chain. */
async function carryOut(
  planned: PlannedStage,
  findStep: () => Promise<StageStep>,
  runner: StageRunner,
  context: Context,
): Promise<StageResult> {
  const { stage, shown } = planned;
  const begun = context.clock.now();
  let step: StageStep | undefined;
  let ending: Ending;
  try {
    ending = await context.log.group(stage.title, async () => {
      step = await findStep();
      return runner.apply(stage, step);
    });
  } catch (error) {
    ending = failed(shown, unexpected(causeOf(error, context.signal), context));
  }
  return { planned, step, ending, begun, seconds: secondsSince(begun, context) };
}

function secondsSince(begun: Date, { clock }: Context): number {
  return (clock.now().getTime() - begun.getTime()) / 1_000;
}

/** The step as it was planned, or, where earlier stages changed something or handed over something else, planned again. */
async function stepToApply(
  planned: PlannedStage,
  results: readonly StageResult[],
  { inputs: { image, expectedPlan }, observation: { inputsOf } }: ChainStep,
  runner: StageRunner,
): Promise<StageStep> {
  const { stage, step } = planned;
  const inputs = await inputsOf(stage, handoverAfter(results, { image }));
  if (!results.some(hasChanged) && canonicalJson(inputs) === canonicalJson(step.inputs)) return step;
  const again = await runner.plan(stage, stage.replannedInputs?.(inputs) ?? inputs);
  demandApprovedPlan(planned, again, expectedPlan);
  return again;
}

/** A stage that threw does not say whether it had changed anything. */
function failed({ outputs, report }: Ending, failure: UserError): Ending {
  const { changed: _, ...known } = outputs;
  return { outputs: known, report: failedReport({ ...report, result: failure.message }, failure), failure };
}

/** A bug in a stage must prevent neither the rollback nor the report. */
function unexpected(error: unknown, { log }: Context): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof Error && error.stack) log.debug(error.stack);
  const trouble = systemTrouble(error);
  if (trouble) return trouble;
  return new UserError({ what: `It ended unexpectedly: ${messageOf(error)}` }, { cause: error });
}
