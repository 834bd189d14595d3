import type { Result } from './result.ts';

/** What an OIDC token says of a job, by name: https://docs.github.com/en/actions/reference/security/oidc */
export type Claims = Readonly<Record<string, string>>;

/** The claims in a token, without its signature: who has the claims alone can sign in nowhere. */
export function claimsIn(token: string): Result<Claims> {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (typeof claims !== 'object' || claims === null) return { ok: false, reason: 'it holds no claims' };
    return {
      ok: true,
      value: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])),
    };
  } catch {
    return { ok: false, reason: 'it is no JSON Web Token' };
  }
}
