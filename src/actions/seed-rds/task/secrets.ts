import { secretValues } from '../../../domain/database-secret.ts';
import { isJsonObject, parseJson } from '../../../domain/json.ts';
import { unhideable } from '../../../domain/secret/redaction.ts';
import { isSecretName } from '../../../domain/secret/secret-name.ts';
import { secretReference } from '../../../domain/secret-reference.ts';
import { messageOf, UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { TaskObservation } from './step.ts';

/** What must not be shown of the task's log; or why that is not known, and so the log cannot be shown at all. */
export type KnownSecrets = { readonly values: readonly string[] } | { readonly unknown: string };

/**
 * The values of the task's secrets, each masked. The task reads its secrets itself, so this job knows them only if its role may
 * read them too.
 */
export async function knownSecrets(
  { environment, secrets: named }: Pick<TaskObservation['task'], 'environment' | 'secrets'>,
  { secrets }: Pick<ReadPorts, 'secrets'>,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
): Promise<KnownSecrets> {
  const values = Object.entries(environment).flatMap(([name, value]) => secretsIn(name, value));
  const texts = new Map<string, Promise<string>>();
  for (const [name, valueFrom] of Object.entries(named)) {
    const reference = secretReference(valueFrom);
    if (!reference) return { unknown: `${name} comes from ${valueFrom}, which is no secret of Secrets Manager` };
    const { secretArn, field, versionId, versionStage = 'AWSCURRENT' } = reference;
    if (versionId !== undefined || versionStage !== 'AWSCURRENT')
      return { unknown: `${name} is a certain version of ${secretArn}` };
    const reading = texts.get(secretArn) ?? secrets.secretText(secretArn, signal);
    texts.set(secretArn, reading);
    const text = await reading.catch((error) => {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      return error;
    });
    if (text instanceof UserError) return { unknown: `${name} could not be read by this job: ${messageOf(text)}` };
    const value = valueOf(text, field);
    if (isSecretName(name) && unhideable(value) !== undefined)
      return { unknown: `${name} cannot be hidden: ${unhideable(value)}` };
    values.push(...secretValues(text), value);
  }
  const hideable = values.filter((value) => unhideable(value) === undefined);
  for (const value of hideable) log.mask(value);
  return { values: hideable };
}

/** Of a plain variable: one whose name says that it is secret, or a URL with a password. */
function secretsIn(name: string, value: string): readonly string[] {
  const isUrl = /^[\w+.-]+:\/\/[^/\s@:]*:[^/\s@]+@/.test(value);
  return isSecretName(name) || isUrl ? [value, ...(isUrl ? secretValues(value) : [])] : [];
}

function valueOf(text: string, field: string | undefined): string {
  if (field === undefined) return text;
  const fields = parseJson(text);
  const value = isJsonObject(fields) ? fields[field] : undefined;
  return value === undefined ? '' : String(value);
}
