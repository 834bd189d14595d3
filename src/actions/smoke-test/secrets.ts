import { parseJsonObject } from '../../domain/json.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { EnvironmentVariable } from '../../machine/environment.ts';
import type { SecretSource } from './contract.ts';

/** The secret variables, each masked before anything else happens to it. Later sources win. */
export async function readSecrets(
  sources: readonly SecretSource[],
  { secrets, environment }: Pick<ReadPorts, 'secrets' | 'environment'>,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
): Promise<ReadonlyMap<string, string>> {
  const fields: (readonly [string, string])[] = [];
  for (const source of sources) {
    const found =
      source.kind === 'environment'
        ? [fromEnvironment(source, environment)]
        : fieldsOf(source.id, await masked(secrets.secretText(source.id, signal), log));
    for (const [, value] of found) log.mask(value);
    fields.push(...found);
  }
  return new Map(fields);
}

async function masked(text: Promise<string>, log: Log): Promise<string> {
  log.mask(await text);
  return text;
}

function fromEnvironment(
  { name, variable }: Extract<SecretSource, { kind: 'environment' }>,
  environment: EnvironmentVariable,
): readonly [string, string] {
  const value = environment(variable);
  if (value) return [name, value];
  throw new UserError({
    what: `The secret variable ${name} has no value.`,
    why: `The environment variable ${variable} is ${value === undefined ? 'not set' : 'empty'}.`,
    next: `Set it under the step's \`env:\`, or correct \`secrets-from\`.`,
  });
}

function fieldsOf(id: string, text: string): readonly (readonly [string, string])[] {
  const fields = parseJsonObject(text);
  if (!fields) {
    throw new UserError({
      what: `The secret ${id} gives no variables.`,
      why: 'Its text is not a JSON object.',
      next: 'Store it as {"NAME": "value"}, or hand it over as NAME=ENV.',
    });
  }
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
}
