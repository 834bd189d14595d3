import type { Probe } from '../../../http/probe.ts';
import type { Redaction } from '../redaction.ts';

/** Shorter cookie values are settings ("dark", "en"), not sessions. */
const minCookieLength = 12;

/** A probe that lets the redaction learn what travels as a credential: Authorization and the values of cookies. */
export function learningSecrets(probe: Probe, redaction: Redaction): Probe {
  return {
    async send(request, signal) {
      for (const [name, value] of request.headers) {
        if (/^(proxy-)?authorization$|^x-api-key$/i.test(name)) redaction.learn(value.replace(/^\w+\s+/, ''));
      }
      const result = await probe.send(request, signal);
      const lines = result.kind === 'response' ? (result.headers.get('set-cookie') ?? []) : [];
      for (const value of lines.map(cookieValue)) if (value.length >= minCookieLength) redaction.learn(value);
      return result;
    },
  };
}

function cookieValue(line: string): string {
  return (/^[^=;]*=([^;]*)/.exec(line)?.[1] ?? '').trim();
}
