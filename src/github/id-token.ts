import { UserError } from '../errors.ts';
import { explained } from './rest/explained.ts';
import { octokitFor } from './rest/octokit.ts';

/**
 * The job's OIDC token, a secret, for an audience; undefined where the job may not ask for one.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
export async function idToken(
  environment: NodeJS.ProcessEnv,
  audience: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = environment;
  if (!address || !token) return undefined;
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const purpose = "Asking for the job's OIDC token";
  const octokit = octokitFor({ url: url.origin, token }, signal);
  const { data } = await explained(purpose, () => octokit.request({ method: 'GET', url: url.href }));
  const { value } = (data ?? {}) as { readonly value?: unknown };
  if (typeof value === 'string') return value;
  throw new UserError({ what: `${purpose} failed.`, why: 'The answer holds none.', next: 'Run the job again.' });
}
