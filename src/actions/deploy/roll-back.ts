import { causeOf, messageOf, UserError } from '../../errors.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ChainStep } from './chain-step.ts';
import type { Handover } from './handover.ts';
import { decide, type Restoration } from './rollback-decision.ts';
import type { StageResult } from './stage-result.ts';
import type { StageRunner } from './stage-runner.ts';
import { verifyRollback } from './verify-rollback.ts';

/** What came of the previous release. */
export type RollbackOutcome =
  | { readonly kind: 'left'; readonly why: string | undefined; readonly isCutShort?: boolean | undefined }
  /** In order; the last one may have failed, and then nothing more was tried. */
  | { readonly kind: 'tried'; readonly steps: readonly RollbackStep[] };

export interface RollbackStep {
  /** The stage by its title, or `Check`. */
  readonly what: string;
  readonly result: string;
  readonly begun: Date;
  readonly seconds: number;
  readonly restored?: RestoredOutput | undefined;
  readonly failure?: UserError | undefined;
}

/** The output of the chain that names a restored version, and that version. */
type RestoredOutput = readonly [output: string, version: string | undefined];

/** Restores the previous release, stage by stage, and verifies it. */
export async function rollBack(
  results: readonly StageResult[],
  { inputs, observation }: ChainStep,
  runner: StageRunner,
  context: Context,
): Promise<RollbackOutcome> {
  const { signal, log } = context;
  const decision = decide(results, inputs, signal.aborted);
  if (decision.kind === 'leave') return { kind: 'left', why: decision.why, isCutShort: decision.isCutShort };
  const { restorations } = decision;
  const steps: RollbackStep[] = [];
  const attempt = attemptsInto(steps, context);
  try {
    await log.group('Roll back', async () => {
      const handover = await restoreAll(restorations, attempt, runner);
      await repeatNeeded(observation, handover, attempt, runner);
      await attempt('Check', () => verifyRollback(restorations, observation, runner));
    });
  } catch (error) {
    throw causeOf(error, signal);
  }
  return { kind: 'tried', steps };
}

/** Restores each stage; the answer is what the restored ones hand over. */
async function restoreAll(
  restorations: readonly Restoration[],
  attempt: Attempt,
  runner: StageRunner,
): Promise<Handover> {
  let handover: Handover = { isRollback: true };
  for (const { result, version, rollback } of restorations) {
    const { stage, step: plannedStep } = result.planned;
    const restore = async () => {
      const step = await rollback.step(result.step ?? plannedStep, (inputs) => runner.plan(stage, inputs));
      const ending = succeeded(await runner.apply(stage, step));
      handover = { ...handover, ...stage.handOver?.(ending.outputs) };
      return rollback.result(ending);
    };
    await attempt(stage.title, restore, [rollback.output, version]);
  }
  return handover;
}

/** Carries out the stages again that depend on restored ones. */
async function repeatNeeded(
  { stages, inputsOf }: ChainStep['observation'],
  handover: Handover,
  attempt: Attempt,
  runner: StageRunner,
): Promise<void> {
  for (const { stage } of stages) {
    const { afterRollback, title } = stage;
    if (!afterRollback?.isNeeded(handover)) continue;
    await attempt(title, async () => {
      succeeded(await runner.carryOut(stage, await inputsOf(stage, handover)));
      return afterRollback.result(handover);
    });
  }
}

function succeeded(ending: Ending): Ending {
  if (ending.failure) throw ending.failure;
  return ending;
}

type Attempt = (what: string, body: () => Promise<string>, restored?: RestoredOutput) => Promise<void>;

/** Tries steps of the rollback, up to the first that fails. Its failure is reported beside that of the chain. */
function attemptsInto(steps: RollbackStep[], { log, signal, clock }: Context): Attempt {
  return async (what, body, restored) => {
    if (steps.some(({ failure }) => failure)) return;
    const begun = clock.now();
    const time = () => ({ begun, seconds: (clock.now().getTime() - begun.getTime()) / 1_000 });
    try {
      const result = await body();
      log.info(`${what}: ${result}`);
      steps.push({ what, result, ...time(), restored });
    } catch (error) {
      const cause = causeOf(error, signal);
      const failure = cause instanceof UserError ? cause : new UserError({ what: messageOf(cause) }, { cause });
      steps.push({ what, result: failure.message, ...time(), failure });
    }
  };
}
