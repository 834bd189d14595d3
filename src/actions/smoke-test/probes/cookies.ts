import type { Probe } from '../../../http/probe.ts';
import type { CookieJar } from '../cookies/jar.ts';

/** A probe that sends the jar's cookies and keeps what responses set. */
export function withCookies(probe: Probe, jar: CookieJar): Probe {
  return {
    async send(request, signal) {
      const cookie = jar.cookiesFor(request.url);
      const headers = cookie === '' ? request.headers : [...request.headers, ['cookie', cookie] as const];
      const result = await probe.send({ ...request, headers }, signal);
      if (result.kind === 'response') jar.keep(result.headers.get('set-cookie') ?? [], request.url);
      return result;
    },
  };
}
