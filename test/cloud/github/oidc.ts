import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { TrustedIssuer } from '../iam/identities.ts';
import { claimsOf, ISSUER, type Job } from './claims.ts';

/** What a job is given to ask for tokens with: ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
export interface JobTokenRequest {
  readonly requestUrl: string;
  readonly requestToken: string;
}

/** GitHub's OIDC provider: https://docs.github.com/en/actions/concepts/security/openid-connect */
export interface Oidc {
  /** What STS trusts: an identity provider of IAM is made from it. */
  readonly issuer: TrustedIssuer;
  /** Lets a job ask for tokens, as `id-token: write` does. */
  jobToken(job: Job): JobTokenRequest;
  /** Signs with another key from now on; tokens of the old key are known no more. */
  rotateKey(): void;
}

export interface TokenDesk extends Oidc {
  /** The token for a job's request; undefined for an unknown request token. */
  issue(requestToken: string, audience: string | undefined): string | undefined;
}

/** A token lives for five minutes. */
const LIFETIME_SECONDS = 300;

/** The desk that hands out tokens; `requestUrl` is where it is asked. */
export function oidcDesk(clock: Clock, requestUrl: () => string): TokenDesk {
  const jobs = new Map<string, Job>();
  let key: SigningKey | undefined;
  const signingKey = () => {
    key ??= newKey();
    return key;
  };
  return {
    issuer: { issuer: ISSUER, keys: () => [signingKey().publicJwk] },
    jobToken(job) {
      const requestToken = randomUUID();
      jobs.set(requestToken, job);
      return { requestUrl: requestUrl(), requestToken };
    },
    rotateKey() {
      key = newKey();
    },
    issue(requestToken, audience) {
      const job = jobs.get(requestToken);
      if (!job) return undefined;
      const seconds = Math.floor(clock.now().getTime() / 1000);
      const times = { iat: seconds, nbf: seconds - 600, exp: seconds + LIFETIME_SECONDS };
      return signed({ jti: randomUUID(), ...claimsOf(job, audience), ...times }, signingKey());
    },
  };
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey & { readonly kid: string; readonly alg: string; readonly use: string };
}

function newKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return { kid, privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

function signed(claims: object, { kid, privateKey }: SigningKey): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const content = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}
