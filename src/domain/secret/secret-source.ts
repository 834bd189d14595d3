import { parsed, type Result, refused } from '../result.ts';
import { isMachineSecret } from './job-credential.ts';

/** Where secret variables come from. */
export type SecretSource =
  | { readonly kind: 'secrets-manager'; readonly id: string }
  | { readonly kind: 'environment'; readonly name: string; readonly variable: string };

/** Parses the id of a secret whose fields become variables, or `NAME=VARIABLE`. */
export function parseSecretSource(given: string): Result<SecretSource> {
  const [, name, variable] = /^([A-Za-z_]\w*)=(.*)$/.exec(given) ?? [];
  if (name !== undefined && variable !== undefined) {
    if (isMachineSecret(variable)) return refused(`${variable} holds a credential of the job, which must not be sent`);
    return /^[A-Za-z_]\w*$/.test(variable)
      ? parsed<SecretSource>({ kind: 'environment', name, variable })
      : refused('behind NAME= there must be the name of an environment variable, not its value');
  }
  return /^[\w/+=.@:!-]+$/.test(given)
    ? parsed<SecretSource>({ kind: 'secrets-manager', id: given })
    : refused('it is no Secrets Manager name or ARN');
}
