import type { Result } from './result.ts';

/** The path of an HTTP health check. */
export function parseHealthCheckPath(text: string): Result<string> {
  if (!text.startsWith('/')) return { ok: false, reason: 'it does not begin with /' };
  return /\s/.test(text) ? { ok: false, reason: 'it holds a space' } : { ok: true, value: text };
}
