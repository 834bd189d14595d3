import { randomBytes } from 'node:crypto';
import type { Caller } from '../core/service.ts';

/** An authorization token of ECR: it carries the permissions of who asked for it, for every registry of its region. */
export interface Token {
  readonly caller: Caller;
  readonly region: string;
  readonly expiresAt: Date;
}

export interface Tokens {
  /** A new token as the base64 of `AWS:<password>`, with its end. */
  issue(caller: Caller, region: string, now: Date): { readonly authorizationToken: string; readonly expiresAt: Date };
  /** The token behind a password, expired or not. */
  find(password: string): Token | undefined;
}

/** Tokens last 12 hours: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export function issuedTokens(lifetimeMilliseconds = 12 * 3_600_000): Tokens {
  const tokens = new Map<string, Token>();
  return {
    issue(caller, region, now) {
      const password = randomBytes(120).toString('base64url');
      const expiresAt = new Date(now.getTime() + lifetimeMilliseconds);
      tokens.set(password, { caller, region, expiresAt });
      return { authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt };
    },
    find: (password) => tokens.get(password),
  };
}
