import type { Redaction } from '../../../domain/secret/redaction.ts';
import type { Probe, ProbeResult, Unreachable } from '../../../http/probe.ts';

/** Shorter cookie values are settings ("dark", "en"), not sessions. */
const minCookieLength = 12;

/** A probe that lets the redaction learn all credentials: Authorization headers and the values of cookies. */
export function learningSecrets(probe: Probe, redaction: Redaction): Probe {
  return {
    async send(request, signal) {
      for (const [name, value] of request.headers) {
        if (/^(proxy-)?authorization$|^x-api-key$/i.test(name)) redaction.learn(value.replace(/^\w+\s+/, ''));
      }
      const result = await probe.send(request, signal);
      const lines = result.kind === 'response' ? (result.headers.get('set-cookie') ?? []) : [];
      for (const value of lines.map(cookieValue)) if (value.length >= minCookieLength) redaction.learn(value);
      return redaction.isFull() ? withoutEnd(result) : result;
    },
  };
}

function withoutEnd({ url, milliseconds }: ProbeResult): Unreachable {
  const reason = 'more cookies than can be kept secret; the response is not read';
  return { kind: 'unreachable', url, reason, advice: undefined, milliseconds };
}

function cookieValue(line: string): string {
  return (/^[^=;]*=([^;]*)/.exec(line)?.[1] ?? '').trim();
}
