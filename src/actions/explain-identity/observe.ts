import { type Claims, claimsIn } from '../../domain/id-token.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';

/** The claims of the job's token; the token itself goes no further. */
export async function observe(
  { audience }: Inputs,
  { gitHub }: Pick<ReadPorts, 'gitHub'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Claims> {
  const token = await gitHub.idToken(audience, signal);
  if (token === undefined) throw withoutPermission();
  log.mask(token);
  const claims = claimsIn(token);
  if (claims.ok) return claims.value;
  throw new UserError({
    what: "The job's OIDC token cannot be read.",
    why: `GitHub answered a text of another kind: ${claims.reason}.`,
  });
}

function withoutPermission(): UserError {
  return new UserError({
    what: 'This job may not ask for an OIDC token, so it cannot assume a role with one.',
    why: 'GitHub offers none: the variable ACTIONS_ID_TOKEN_REQUEST_URL is not set.',
    next: "Add `id-token: write` to the job's `permissions` and, for a reusable workflow, to those of the job that calls it. Runs for a fork get no token.",
  });
}
