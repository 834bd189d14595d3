import { CookieJar } from 'tough-cookie';
import type { Probe } from '../../../http/probe.ts';

/** A cookie jar that follows the browsers' rules: domains, paths, expiry, prefixes, no cookies for public suffixes. */
export function cookieJar(): CookieJar {
  return new CookieJar(undefined, { prefixSecurity: 'strict', allowSpecialUseDomain: true });
}

/** A probe that sends the jar's cookies and keeps what responses set. */
export function withCookies(probe: Probe, jar: CookieJar): Probe {
  return {
    async send(request, signal) {
      const cookie = jar.getCookieStringSync(request.url);
      const headers = cookie === '' ? request.headers : [...request.headers, ['cookie', cookie] as const];
      const result = await probe.send({ ...request, headers }, signal);
      if (result.kind === 'response') {
        for (const line of result.headers.get('set-cookie') ?? []) {
          jar.setCookieSync(line, request.url, { ignoreError: true });
        }
      }
      return result;
    },
  };
}
