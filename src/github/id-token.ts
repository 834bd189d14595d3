import { UserError } from '../errors.ts';
import type { AskGitHub } from './rest/request.ts';

/**
 * The job's OIDC token, a secret, for an audience; undefined where the job may not ask for one.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
export async function idToken(
  ask: AskGitHub,
  environment: NodeJS.ProcessEnv,
  audience: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = environment;
  if (!address || !token) return undefined;
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const doing = "Asking for the job's OIDC token";
  const { body } = await ask(token, { method: 'GET', path: url.href, doing }, signal);
  const { value } = (body ?? {}) as { readonly value?: unknown };
  if (typeof value === 'string') return value;
  throw new UserError({ what: `${doing} failed.`, why: 'The answer holds none.', next: 'Run the job again.' });
}
