import type { Result } from './result.ts';

/** The id of a CloudFront distribution, such as E2QWRUHAPOMQZL. */
export function parseDistributionId(text: string): Result<string> {
  return /^[A-Z0-9]{1,32}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'an id has capital letters and digits only' };
}

/** A host name that a distribution serves, in lower case; the first label may be `*`. */
export function parseAlias(text: string): Result<string> {
  const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
  const name = text.toLowerCase();
  return name.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})+$`).test(name)
    ? { ok: true, value: name }
    : { ok: false, reason: 'it is no host name (no scheme, port or path)' };
}

/** A wildcard alias stands for exactly one label: *.example.com serves a.example.com, not a.b.example.com. */
export function isServedByAlias(host: string, alias: string): boolean {
  const name = alias.toLowerCase();
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1));
}
