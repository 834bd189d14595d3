import { evaluateText, evaluateTexts } from '../expressions/template.ts';
import type { ActionDefinition } from '../parse/action-file.ts';
import type { UsesStep } from '../parse/workflow-model.ts';
import type { ActionInstance } from './action-instance.ts';
import { runComposite } from './composite-action.ts';
import { runNodeMain } from './node-action.ts';
import { resolveAction } from './resolve-action.ts';
import { runStandIn } from './stand-in-action.ts';
import type { StepCall, StepEnd } from './step-call.ts';
import { printHeader } from './step-header.ts';

/** Executes a `uses:` step. */
export async function runAction(step: UsesStep, call: StepCall): Promise<StepEnd> {
  const action = resolveAction(step.uses, call.frame.repository, call.job);
  const given = evaluateTexts(step.with, call.scope);
  printHeader(call, step.uses, withLines(given));
  if (action.kind === 'stand-in') {
    const instance = { label: step.uses, inputs: given, state: new Map(), source: undefined };
    return runStandIn(action.standIn, instance, call);
  }
  const { definition, source } = action;
  warnAboutInputs(definition, given, call);
  const inputs = allInputs(definition, given, call);
  const instance: ActionInstance = call.job.instances.get(step) ?? {
    label: step.uses,
    inputs,
    state: new Map(),
    source,
  };
  return definition.runs.kind === 'composite'
    ? runComposite(definition.runs, { ...instance, inputs }, call)
    : runNodeMain(definition.runs, { ...instance, inputs }, call);
}

/** What the step gives, and action.yml's defaults for the rest. */
export function allInputs(
  definition: ActionDefinition,
  given: Readonly<Record<string, string>>,
  call: StepCall,
): Readonly<Record<string, string>> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const defaults = definition.inputs
    .filter((input) => !names.has(input.name.toLowerCase()))
    .map((input) => [input.name, input.default === undefined ? '' : evaluateText(input.default, call.scope)] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

function warnAboutInputs(definition: ActionDefinition, given: Readonly<Record<string, string>>, call: StepCall): void {
  const { console } = call.record;
  for (const name of Object.keys(given)) {
    const declared = definition.inputs.find((input) => input.name.toLowerCase() === name.toLowerCase());
    if (declared === undefined) {
      const names = definition.inputs.map((input) => `'${input.name}'`).join(', ');
      console.annotate('warning', `Unexpected input '${name}': the action accepts ${names || 'none'}.`);
    } else if (declared.deprecationMessage !== undefined) {
      console.annotate('warning', `Input '${name}' is deprecated: ${declared.deprecationMessage}`);
    }
  }
}

function withLines(given: Readonly<Record<string, string>>): readonly string[] {
  const lines = Object.entries(given).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : ['with:', ...lines];
}
