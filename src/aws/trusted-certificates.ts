import { readFileSync } from 'node:fs';
import { UserError } from '../errors.ts';

/**
 * The authorities that the environment trusts instead of the usual ones, in PEM; undefined for the usual ones. The SDK for
 * JavaScript does not read this variable. Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 */
export function trustedCertificates({ AWS_CA_BUNDLE: path }: NodeJS.ProcessEnv): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const next = 'Correct the variable, or leave it out to trust the usual authorities.';
    throw new UserError({ what: `AWS_CA_BUNDLE names ${path}, which cannot be read.`, next }, { cause });
  }
}
