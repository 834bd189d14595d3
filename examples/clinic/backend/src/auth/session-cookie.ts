import type { Config } from '../config.ts';

export const sessionCookieName = 'sid';

type CookieConfig = Pick<Config, 'appEnv' | 'cookieDomain'>;

/**
 * The `Set-Cookie` value that starts a session. In dev, site and API share a host over plain HTTP: `Lax`, without `Secure`.
 * Deployed, they are different hosts over HTTPS, and a cross-site request carries only a `SameSite=None; Secure` cookie.
 */
export function sessionCookie(token: string, maxAgeSeconds: number, config: CookieConfig): string {
  return [`${sessionCookieName}=${token}`, 'Path=/', `Max-Age=${maxAgeSeconds}`, ...attributes(config)].join('; ');
}

/** The `Set-Cookie` value that ends a session; a cookie is only replaced by one with the same domain and path. */
export function endedSessionCookie(config: CookieConfig): string {
  return sessionCookie('', 0, config);
}

function attributes({ appEnv, cookieDomain }: CookieConfig): readonly string[] {
  const domain = cookieDomain ? [`Domain=${cookieDomain}`] : [];
  return appEnv === 'dev'
    ? ['HttpOnly', 'SameSite=Lax', ...domain]
    : ['HttpOnly', 'Secure', 'SameSite=None', ...domain];
}

/** The session's token that a request carries, if any. */
export function sessionToken(request: Request): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return (
    cookies.find((pair) => pair.startsWith(`${sessionCookieName}=`))?.slice(sessionCookieName.length + 1) || undefined
  );
}
