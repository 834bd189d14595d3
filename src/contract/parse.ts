import { UserError } from '../errors.ts';
import { type Contract, camelCase, type InputsOf } from './contract.ts';
import type { Field } from './field.ts';
import type { GivenInput, GivenInputs } from './given-input.ts';
import { unneededInputs } from './unneeded.ts';

/** Parses all inputs of a step, or throws one UserError that names each bad one, what it got and what it accepts. */
export function parseInputs<C extends Contract>(contract: C, given: GivenInputs): InputsOf<C> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  const unneeded = unneededInputs(contract, given);
  for (const [name, field] of Object.entries(contract.inputs)) {
    const isUnneeded = !given.has(name) && unneeded.includes(name);
    const result = isUnneeded ? { value: field.absent } : parseInput(name, field, given.get(name), contract.name);
    if ('problem' in result) problems.push(result.problem);
    else values[camelCase(name)] = result.value;
  }
  if (problems.length > 0) throw badInputs(contract.name, problems);
  return values as InputsOf<C>;
}

function parseInput(
  name: string,
  field: Field<unknown>,
  given: GivenInput | undefined,
  action: string,
): { readonly value: unknown } | { readonly problem: string } {
  if (given === undefined) return absentInput(name, field, action);
  const result = field.parse(given.text);
  if (result.ok) return result;
  return {
    problem: `${name} (${given.origin}): got ${shown(given.text, field.secretive)}, but ${result.reason}; it accepts ${field.accepts}.`,
  };
}

function absentInput(
  name: string,
  field: Field<unknown>,
  action: string,
): { readonly value: unknown } | { readonly problem: string } {
  if (field.required) {
    const section = name === 'environment' ? '' : `, nor in the section ${action} of the config file`;
    return { problem: `${name}: is required, but was not given under with:${section}; it accepts ${field.accepts}.` };
  }
  if (field.fallback === undefined) return { value: field.absent };
  const result = field.parse(field.fallback);
  if (!result.ok) throw new Error(`The default of ${name} does not parse: ${result.reason}`);
  return result;
}

function badInputs(action: string, problems: readonly string[]): UserError {
  const count = problems.length === 1 ? 'One input is' : `${problems.length} inputs are`;
  return new UserError({
    what: `${count} not usable for ${action}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
    next: `Nothing was changed. The inputs are described in actions/${action}/README.md.`,
  });
}

/** A value as an error shows it: short, on one line, and without what may be a secret: behind a `NAME=`, before the `@` of a URL. */
function shown(text: string, secretive: boolean): string {
  const count = text.trim().split(/\r\n?|\n/).length;
  if (count > 1) return `${count} lines`;
  const equals = text.indexOf('=');
  if (secretive && equals < 0) return 'a line without =';
  const named = equals < 0 ? text.replace(/:\/\/[^/@\s]*@/, '://…@') : `${text.slice(0, equals + 1)}…`;

  return `"${named.length > 60 ? `${named.slice(0, 60)}…` : named}"`;
}
