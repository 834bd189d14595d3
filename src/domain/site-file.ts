import type { Result } from './result.ts';

/** Parses the path of a file within a site, without a slash before it. */
export function parseSiteFile(text: string): Result<string> {
  const path = text.replace(/^\/|^\.\//, '');
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
    return { ok: false, reason: 'it is no path of a file within the site' };
  if (/[\x00-\x1f\x7f\\]/.test(path)) return { ok: false, reason: 'it has a backslash or a control character' };
  return { ok: true, value: path };
}

/** Parses a name that a script may give to a property of `window`. */
export function parseGlobalName(text: string): Result<string> {
  return /^[A-Za-z_$][\w$]*$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is no name for a variable: letters, digits, _ and $' };
}
