import { evaluateText } from '../expressions/template.ts';
import type { CompositeRuns } from '../parse/action-file.ts';
import type { ActionInstance } from './action-instance.ts';
import type { Frame } from './frame.ts';
import { runStep } from './run-step.ts';
import type { StepCall, StepEnd } from './step-call.ts';
import { stepScope } from './step-scope.ts';

/** Runs the steps of a composite action as part of the step that uses it. */
export async function runComposite(runs: CompositeRuns, instance: ActionInstance, call: StepCall): Promise<StepEnd> {
  const { source } = instance;
  if (source === undefined) throw new Error(`${instance.label} has no folder.`);
  const frame: Frame = {
    repository: source.repository,
    inputs: instance.inputs,
    steps: new Map(),
    failed: false,
    action: source,
  };
  for (const step of runs.steps) {
    if (call.cancel.aborted) break;
    await runStep(step, { ...call, frame });
  }
  const scope = stepScope(call.job, frame, call.environment);
  const outputs = runs.outputs.map(({ name, value }) => [name, evaluateText(value, scope)] as const);
  const conclusion = call.cancel.aborted ? 'cancelled' : frame.failed ? 'failure' : 'success';
  return { conclusion, outputs: Object.fromEntries(outputs) };
}
