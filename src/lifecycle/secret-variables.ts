import { isNumber, parseExactJson } from '../domain/exact-number.ts';
import { isJsonObject } from '../domain/json.ts';
import { unhideable } from '../domain/secret/redaction.ts';
import { isSecretName } from '../domain/secret/secret-name.ts';
import type { SecretSource } from '../domain/secret/secret-source.ts';
import { UserError } from '../errors.ts';
import type { Log } from '../github/log.ts';
import type { EnvironmentVariable } from '../machine/environment.ts';
import type { Context } from './context.ts';
import type { ReadPorts } from './ports.ts';

/**
 * The secret variables, each masked before anything else happens to it. Later sources win. A value that is too short, or a
 * word of every log, cannot be masked, so it is refused as a secret; a setting beside secrets, such as a port, may be one.
 */
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
    for (const [name, value] of found) maskValue(name, value, source, log);
    fields.push(...found);
  }
  return new Map(fields);
}

function maskValue(name: string, value: string, source: SecretSource, log: Log): void {
  const reason = unhideable(value);
  if (reason === undefined) return log.mask(value);
  if (source.kind === 'secrets-manager' && !isSecretName(name)) return;
  throw new UserError({
    what: `The secret variable ${name} cannot be kept secret: ${reason}.`,
    why: 'To hide it would hide the same characters wherever they stand in the log.',
    next: 'Take a longer secret; what is none belongs into a plain variable.',
  });
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
    next: `Set it under the step's \`env:\`, or correct the name behind ${name}=.`,
  });
}

function fieldsOf(id: string, text: string): readonly (readonly [string, string])[] {
  const fields = parseExactJson(text);
  if (!isJsonObject(fields)) {
    throw new UserError({
      what: `The secret ${id} gives no variables.`,
      why: 'Its text is not a JSON object.',
      next: 'Store it as {"NAME": "value"}, or hand it over as NAME=ENV.',
    });
  }
  return Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, value] as const];
    // As it is written, whatever its size.
    return isNumber(value) ? [[name, typeof value === 'number' ? String(value) : value.text] as const] : [];
  });
}
