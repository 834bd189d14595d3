import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { actions } from '../../src/actions/index.ts';
import type { Contract } from '../../src/contract/index.ts';

/** The contract of every action, by name. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  await Promise.all(
    Object.entries(actions).map(async ([name, load]) => [name, (await load()).action.contract] as const),
  ),
);

/** A step that uses one of our actions, or a job that calls one of our workflows. */
export interface Call {
  readonly id: string | undefined;
  readonly action: string | undefined;
  readonly workflow: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export function keysOf(value: unknown): readonly string[] {
  return isMap(value) ? Object.keys(value) : [];
}

/** All calls in a YAML value, however deep they stand. */
export function callsIn(value: unknown): readonly Call[] {
  if (Array.isArray(value)) return value.flatMap(callsIn);
  if (!isMap(value)) return [];
  const below = Object.values(value).flatMap(callsIn);
  const found = ours.exec(String(value['uses'] ?? ''));
  if (!found) return below;
  const [, action, workflow] = found;
  const inputs = isMap(value['with']) ? value['with'] : {};
  const id = value['id'] === undefined ? undefined : String(value['id']);
  return [{ id, inputs, workflow, action: workflow ? undefined : (action ?? 'deploy') }, ...below];
}

/** Without a folder: the action of the root. */
const ours = /^aws-webapp-actions\/aws-webapp-actions(?:\/actions\/([\w-]+)|\/\.github\/workflows\/([\w-]+)\.yml)?@v1$/;

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Inputs that are unknown, missing, or not what they accept. */
export function problemsOf(call: Call): readonly string[] {
  return call.workflow ? workflowProblems(call.workflow, call.inputs) : actionProblems(call.action ?? '', call.inputs);
}

function actionProblems(name: string, given: Call['inputs']): readonly string[] {
  const contract = contracts[name];
  if (!contract) return [`there is no action ${name}`];
  // With an environment, the config file may give the rest.
  const isWhole = !('environment' in given) || !('environment' in contract.inputs);
  return [
    ...Object.entries(given).flatMap(([input, value]) => {
      const field = contract.inputs[input];
      if (!field) return [`${name} has no input ${input}`];
      if (String(value).includes('${{')) return [];
      const result = field.parse(String(value));
      return result.ok ? [] : [`${name}: ${input}: ${result.reason}`];
    }),
    ...Object.entries(contract.inputs)
      .filter(([input, { required, runnerDefault }]) => isWhole && required && !runnerDefault && !(input in given))
      .map(([input]) => `${name} needs ${input}`),
  ];
}

interface WorkflowInput {
  readonly type: string;
  readonly required?: boolean;
}

function workflowProblems(name: string, given: Call['inputs']): readonly string[] {
  const { on } = parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8'));
  const inputs: Readonly<Record<string, WorkflowInput>> = on.workflow_call.inputs;
  return [
    ...Object.entries(given).flatMap(([input, value]) => {
      const type = inputs[input]?.type;
      if (!type) return [`${name}.yml has no input ${input}`];
      return typeof value === type || String(value).includes('${{') ? [] : [`${name}.yml: ${input} is a ${type}`];
    }),
    ...Object.entries(inputs)
      .filter(([input, { required }]) => required && !(input in given))
      .map(([input]) => `${name}.yml needs ${input}`),
  ];
}

/** Outputs that a snippet reads of its own steps, and that their actions do not have. */
export function outputProblems(text: string, calls: readonly Call[]): readonly string[] {
  const read = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  return read.flatMap(([, step, output = '']) => {
    const call = calls.find(({ id }) => id === step);
    const contract = call?.action === undefined ? undefined : contracts[call.action];
    return contract && !(output in contract.outputs) ? [`${contract.name} has no output ${output}`] : [];
  });
}
