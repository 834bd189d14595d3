import type { Conclusion } from '../conclusion.ts';
import { errorMessage } from '../error-message.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import { evaluateBoolean, evaluateNumber, evaluateTexts } from '../expressions/template.ts';
import type { Step } from '../parse/workflow-model.ts';
import type { StepContext } from './frame.ts';
import { runAction } from './run-action.ts';
import { runScript } from './run-script.ts';
import type { StepCall, StepEnd } from './step-call.ts';
import { createStepCancellation } from './step-cancellation.ts';
import { cancelledStatus, stepScope } from './step-scope.ts';

/** The place in which a step stands; the rest of its call comes from the step itself. */
export type StepPlace = Pick<StepCall, 'job' | 'frame' | 'record' | 'environment' | 'cancel'>;

const neverMinutes = 360;

/** Decides whether a step runs, runs it, and notes the result in its list of steps. */
export async function runStep(step: Step, place: StepPlace): Promise<StepContext> {
  const result = await runIfWanted(step, place);
  if (step.id !== undefined) place.frame.steps.set(step.id, result);
  if (result.conclusion === 'failure') place.frame.failed = true;
  return result;
}

async function runIfWanted(step: Step, place: StepPlace): Promise<StepContext> {
  const { job, frame, record } = place;
  try {
    const environment = { ...place.environment, ...evaluateTexts(step.env, stepScope(job, frame, place.environment)) };
    const scope = stepScope(job, frame, environment);
    if (!evaluateCondition(step.condition, scope)) return { outcome: 'skipped', conclusion: 'skipped', outputs: {} };
    const continues = evaluateBoolean(step.continueOnError, scope);
    const minutes = evaluateNumber(step.timeoutMinutes, scope, neverMinutes);
    const call = { ...place, environment, scope, id: step.id ?? `__${step.kind}` };
    const { conclusion, outputs } = await runWithin(step, call, minutes);
    return { outcome: conclusion, conclusion: continues && conclusion === 'failure' ? 'success' : conclusion, outputs };
  } catch (error) {
    record.console.annotate('error', errorMessage(error));
    return { outcome: 'failure', conclusion: 'failure', outputs: {} };
  }
}

/** Runs a step until it ends, its time is over, or the job is cancelled and the step's condition no longer holds. */
async function runWithin(step: Step, call: StepCall, timeoutMinutes: number): Promise<StepEnd> {
  const stillWanted = (): boolean =>
    evaluateCondition(step.condition, stepScope(call.job, call.frame, call.environment, cancelledStatus));
  const cancellation = createStepCancellation(call.job.cancellation, call.cancel, timeoutMinutes, stillWanted);
  try {
    const own = { ...call, cancel: cancellation.signal };
    const end = await (step.kind === 'run' ? runScript(step, own) : runAction(step, own));
    return { ...end, conclusion: conclude(end.conclusion, cancellation.timedOut(), step, call, timeoutMinutes) };
  } finally {
    cancellation.dispose();
  }
}

function conclude(
  conclusion: StepEnd['conclusion'],
  timedOut: boolean,
  step: Step,
  call: StepCall,
  timeoutMinutes: number,
): Exclude<Conclusion, 'skipped'> {
  const { console } = call.record;
  if (timedOut) {
    console.annotate('error', `The step '${step.id ?? step.kind}' has timed out after ${timeoutMinutes} minutes.`);
    return 'failure';
  }
  if (conclusion === 'cancelled') console.annotate('error', 'The operation was canceled.');
  return conclusion;
}
