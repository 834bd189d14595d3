import { createPublicKey, verify } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import type { OpenIdProvider } from '../iam/identities.ts';
import type { ConditionKeys } from '../iam/policy.ts';

/** The claims of a web identity token that STS reads. */
export interface WebIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** The claims that are condition keys: `token.actions.githubusercontent.com:sub`. */
  readonly keys: ConditionKeys;
  readonly provider: OpenIdProvider;
}

/** Verifies an RS256 JWT against the account's identity providers; throws STS's documented errors. */
export function verifyWebIdentity(token: string, providers: readonly OpenIdProvider[], now: Date): WebIdentity {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = jsonOf(head);
  const claims = jsonOf(body);
  const provider = providers.find(({ issuer }) => issuer.issuer === claims.iss);
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${String(claims.iss)}`);
  const key = provider.issuer.keys().find(({ kid }) => kid === header.kid);
  if (!key || header.alg !== 'RS256')
    throw invalid(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')))
    throw invalid('Invalid signature');
  const identity = identityOf(claims, provider);
  if (!provider.audiences.includes(identity.audience)) throw invalid('Incorrect token audience');
  checkExpiry(identity, now);
  return identity;
}

/**
 * Claims that trust policies can test: those of every issuer, and those that STS reads of GitHub's tokens; no others, such as
 * repository_owner_id. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const conditionClaims = new Set([
  ...['aud', 'sub', 'amr'],
  ...[
    'actor',
    'actor_id',
    'enterprise_id',
    'environment',
    'job_workflow_ref',
    'ref',
    'repository',
    'repository_id',
    'workflow',
  ],
]);

function identityOf(claims: Readonly<Record<string, unknown>>, provider: OpenIdProvider): WebIdentity {
  const host = provider.issuer.issuer.replace(/^https?:\/\//, '');
  const keys = Object.entries(claims)
    .filter(([name]) => conditionClaims.has(name))
    .map(([name, value]) => [`${host}:${name}`, String(value)] as const);
  return {
    issuer: provider.issuer.issuer,
    subject: String(claims.sub),
    audience: String(claims.aud),
    expiresAt: Number(claims.exp),
    keys: { ...Object.fromEntries(keys), 'aws:FederatedProvider': provider.arn },
    provider,
  };
}

function checkExpiry({ expiresAt }: WebIdentity, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1000);
  if (seconds < expiresAt) return;
  throw new AwsError(
    'ExpiredTokenException',
    `Token expired: current date/time ${seconds} must be before the expiration date/time ${expiresAt}`,
  );
}

function jsonOf(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', message);
}
