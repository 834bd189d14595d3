import { type Json, type JsonObject, toText } from '../expressions/json.ts';
import type { Scope } from '../expressions/scope.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import type { InputDeclaration } from '../parse/workflow-model.ts';

/** The `inputs` context of a called workflow: what was given and the defaults; throws when a value has the wrong type. */
export function typedInputs(declared: readonly InputDeclaration[], given: JsonObject, scope: Scope): JsonObject {
  return Object.fromEntries(
    declared.map((input) => {
      const value = valueFor(input, given) ?? defaultFor(input, scope);
      checkType(input, value);
      return [input.name, value];
    }),
  );
}

/** The `inputs` context of a workflow_dispatch, whose values come as text too; throws on what the workflow does not declare. */
export function dispatchInputs(declared: readonly InputDeclaration[], given: JsonObject, scope: Scope): JsonObject {
  const names = new Set(declared.map(({ name }) => name.toLowerCase()));
  const unknown = Object.keys(given).filter((name) => !names.has(name.toLowerCase()));
  if (unknown.length > 0)
    throw new Error(`The workflow has no input ${unknown.map((name) => `'${name}'`).join(', ')}.`);
  const missing = declared.filter((input) => input.required && valueFor(input, given) === undefined);
  const withoutDefault = missing.filter((input) => input.default === undefined);
  if (withoutDefault.length > 0) {
    throw new Error(`The workflow needs the input ${withoutDefault.map(({ name }) => `'${name}'`).join(', ')}.`);
  }
  const values = declared.map((input) => [input.name, fromForm(input, valueFor(input, given))] as const);
  return typedInputs(
    declared,
    Object.fromEntries(values.flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
    scope,
  );
}

function valueFor(input: InputDeclaration, given: JsonObject): Json | undefined {
  return Object.entries(given).find(([name]) => name.toLowerCase() === input.name.toLowerCase())?.[1];
}

/** GitHub's defaults for what has none: an empty text, zero, false. */
function defaultFor(input: InputDeclaration, scope: Scope): Json {
  if (input.default !== undefined) return evaluateTemplate(input.default, scope);
  return input.type === 'boolean' ? false : input.type === 'number' ? 0 : '';
}

/** The form of a workflow_dispatch sends text. */
function fromForm(input: InputDeclaration, value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  if (input.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return input.type === 'number' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value;
}

function checkType(input: InputDeclaration, value: Json): void {
  const expected = input.type === 'boolean' || input.type === 'number' ? input.type : 'string';
  const isText = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  if (value === null || (typeof value !== expected && !isText)) {
    throw new Error(`Input '${input.name}' must be a ${expected}, but it is '${describe(value)}'.`);
  }
  if (input.type === 'choice' && !input.options.includes(toText(value))) {
    throw new Error(`Input '${input.name}' must be one of ${input.options.join(', ')}, but it is '${toText(value)}'.`);
  }
}

function describe(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
