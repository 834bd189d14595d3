import { isNumber } from '../../../domain/exact-number.ts';
import { isJsonObject } from '../../../domain/json.ts';
import type { Redaction } from '../../../domain/secret/redaction.ts';
import { isSecretName } from '../../../domain/secret/secret-name.ts';
import type { Probe, ProbeResult, Unreachable } from '../../../http/probe.ts';
import type { Captured } from '../capture.ts';

/** Shorter cookie values are settings ("dark", "en"), not sessions. */
const minCookieLength = 12;

/** A probe that lets the redaction learn all credentials: headers with the names of secrets, and the values of cookies. */
export function learningSecrets(probe: Probe, redaction: Redaction): Probe {
  return {
    async send(request, signal) {
      for (const [name, value] of request.headers) {
        if (isSecretName(name)) for (const credential of credentialsIn(name, value)) redaction.learn(credential);
      }
      const result = await probe.send(request, signal);
      const lines = result.kind === 'response' ? (result.headers.get('set-cookie') ?? []) : [];
      for (const value of lines.map(cookieValue).flatMap(withDecoded))
        if (value.length >= minCookieLength) redaction.learn(value);
      return redaction.isFull() ? withoutEnd(result) : result;
    },
  };
}

function withoutEnd({ url, milliseconds }: ProbeResult): Unreachable {
  const reason = 'more cookies than can be kept secret; the response is not read';
  return { kind: 'unreachable', url, reason, advice: undefined, milliseconds, reached: false };
}

function cookieValue(line: string): string {
  return (/^[^=;]*=([^;]*)/.exec(line)?.[1] ?? '').trim();
}

/** What a header holds: cookies, a token behind its scheme, or a user with a password. */
function credentialsIn(name: string, value: string): readonly string[] {
  if (/^cookie$/i.test(name))
    return value
      .split(';')
      .map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
      .flatMap(withDecoded)
      .filter(({ length }) => length >= minCookieLength);
  const [scheme = '', ...rest] = value.split(/\s/);
  const token = (/^\w+$/.test(scheme) && rest.join(' ').trim()) || value;
  if (!/^basic$/i.test(scheme)) return [token];
  const plain = Buffer.from(token, 'base64').toString('utf8');
  return [token, plain.slice(plain.indexOf(':') + 1)];
}

/** A value, and what it means where it is percent-encoded: programs work with that. */
function withDecoded(value: string): readonly string[] {
  try {
    return [...new Set([value, decodeURIComponent(value)])];
  } catch {
    return [value];
  }
}

/** Lets the redaction learn captured secrets, each part of those that have several. */
export function learnCaptured(captured: ReadonlyMap<string, Captured>, redaction: Pick<Redaction, 'learn'>): void {
  for (const { value, secret } of captured.values()) if (secret) learnAll(value, redaction);
}

function learnAll(value: unknown, redaction: Pick<Redaction, 'learn'>): void {
  if (typeof value === 'string') redaction.learn(value);
  else if (isNumber(value)) redaction.learn(typeof value === 'number' ? String(value) : value.text);
  else if (Array.isArray(value)) for (const item of value) learnAll(item, redaction);
  else if (isJsonObject(value)) for (const item of Object.values(value)) learnAll(item, redaction);
}
