import { isOfFormat } from './json-type.ts';

const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/**
 * Milliseconds since 1970 of a date as JSON (RFC 3339) or HTTP (RFC 9110, 5.6.7) writes it; a date alone is its beginning
 * in UTC. Undefined for anything else: a time without a zone is no point in time.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const isHttp = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(value);
  if (!isHttp && !isOfFormat(value, 'date-time') && !isOfFormat(value, 'date')) return undefined;
  const milliseconds = Date.parse(value.toUpperCase());
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** The same for what a suite writes: a date, and perhaps a time to add: `2026-01-01`, `${NOW} +30d`, `${NOW} -90s`. */
export function writtenInstant(text: string): number | undefined {
  const space = text.lastIndexOf(' ');
  const [, sign, amount, unit] = /^([+-])(\d{1,9})([smhd])$/.exec(text.slice(space + 1)) ?? [];
  if (space === -1 || amount === undefined) return instantOf(text.trim());
  const start = instantOf(text.slice(0, space).trim());
  const seconds = Number(amount) * units[(unit ?? 's') as keyof typeof units];
  return start === undefined ? undefined : start + (sign === '-' ? -1_000 : 1_000) * seconds;
}
