import type { Result } from './result.ts';

/** Parses an AWS account id: 12 digits. */
export function parseAccountId(text: string): Result<string> {
  return /^\d{12}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is not 12 digits (quote it in YAML)' };
}
