import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isBoolean, isMapping, isSequence } from '@actions/workflow-parser/templates/tokens/type-guards';
import { literal } from './steps.ts';
import type { CallContract, InputDeclaration } from './workflow-model.ts';

/** The names of the events in `on`, whether it is a name, a list or a mapping. */
export function toEventNames(on: TemplateToken | undefined): ReadonlySet<string> {
  if (on === undefined) return new Set();
  if (isMapping(on)) return new Set([...on].map(({ key }) => key.toString()));
  if (isSequence(on)) return new Set([...on].map((event) => event.toString()));
  return new Set([on.toString()]);
}

/** What `on.workflow_call` declares. */
export function toCallContract(on: TemplateToken | undefined): CallContract | undefined {
  if (!toEventNames(on).has('workflow_call')) return undefined;
  const call = eventSettings(on, 'workflow_call');
  return {
    inputs: entries(call, 'inputs').map(([name, input]) => toInput(name, input)),
    secrets: entries(call, 'secrets').map(([name, secret]) => ({ name, required: isRequired(secret) })),
    outputs: entries(call, 'outputs').flatMap(([name, output]) => {
      const value = asMapping(output)?.find('value');
      return value === undefined ? [] : [{ name, value }];
    }),
  };
}

/** What `on.workflow_dispatch.inputs` declares. */
export function toDispatchInputs(on: TemplateToken | undefined): readonly InputDeclaration[] {
  return entries(eventSettings(on, 'workflow_dispatch'), 'inputs').map(([name, input]) => toInput(name, input));
}

function eventSettings(on: TemplateToken | undefined, event: string): MappingToken | undefined {
  return asMapping(asMapping(on)?.find(event));
}

function toInput(name: string, token: TemplateToken): InputDeclaration {
  const input = asMapping(token);
  const options = input?.find('options');
  return {
    name,
    type: toInputType(input === undefined ? undefined : literal(input, 'type')),
    required: isRequired(token),
    default: input?.find('default'),
    options: options === undefined ? [] : [...options.assertSequence('options')].map((option) => option.toString()),
  };
}

function toInputType(type: string | undefined): InputDeclaration['type'] {
  switch (type) {
    case 'number':
    case 'boolean':
    case 'choice':
    case 'environment':
      return type;
    default:
      return 'string';
  }
}

function isRequired(token: TemplateToken): boolean {
  const required = asMapping(token)?.find('required');
  return required !== undefined && isBoolean(required) && required.value;
}

function entries(mapping: MappingToken | undefined, key: string): readonly (readonly [string, TemplateToken])[] {
  const found = asMapping(mapping?.find(key));
  return found === undefined ? [] : [...found].map((pair) => [pair.key.toString(), pair.value] as const);
}

function asMapping(token: TemplateToken | undefined): MappingToken | undefined {
  return token !== undefined && isMapping(token) ? token : undefined;
}
