import type { CredentialsProvider } from '../aws/renewed-credentials.ts';
import { UserError } from '../errors.ts';
import { systemClock } from '../machine/clock.ts';
import { demandRegion } from '../port-makers.ts';

/** The credentials of a role; undefined where the SDK's default chain has them. */
export type CredentialsOf = (role: string | undefined, region: string | undefined) => CredentialsProvider | undefined;

/** What AWS expects a token to be made for. */
const audience = 'sts.amazonaws.com';
/** Asking for a token and trading it takes seconds. */
const deadlineMs = 60_000;

/**
 * Credentials by the job's OIDC token, renewed as long as the job runs: those that a step before exported expire after an
 * hour. Without `role-to-assume`, or in a job that may not ask for a token, the SDK's default chain has to do.
 */
export function jobCredentials(environment: NodeJS.ProcessEnv, mask: (secret: string) => void): CredentialsOf {
  const providers = new Map<string, CredentialsProvider>();
  return (role, region) => {
    if (role === undefined || !environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) return undefined;
    const known = providers.get(role);
    if (known) return known;
    const session = () => sessionOf(role, region, environment, mask);
    let renewed: Promise<CredentialsProvider> | undefined;
    const provider = async () => {
      renewed ??= import('../aws/renewed-credentials.ts').then(({ renewedCredentials }) =>
        renewedCredentials(session, () => systemClock().now().getTime()),
      );
      return (await renewed)();
    };
    providers.set(role, provider);
    return provider;
  };
}

async function sessionOf(
  role: string,
  region: string | undefined,
  environment: NodeJS.ProcessEnv,
  mask: (secret: string) => void,
) {
  const signal = AbortSignal.timeout(deadlineMs);
  const { idToken } = await import('../github/id-token.ts');
  const token = await idToken(environment, audience, signal);
  if (token === undefined)
    throw new UserError({
      what: `The role ${role} could not be taken on: the job has no OIDC token.`,
      next: 'Give the job `id-token: write`.',
    });
  mask(token);
  const { sts } = await import('../aws/sts.ts');
  const session = await sts({ region: demandRegion(region) }).sessionByToken({ role, token }, signal);
  for (const secret of [session.secretAccessKey, session.sessionToken]) mask(secret);
  return session;
}
