import { codeTokens } from './tokens.ts';

/** How plain quotes are read after a statement of PostgreSQL, as far as it can be seen. */
export function plainQuotes(text: string, before: boolean): 'standard' | 'backslashes' | 'unknown' {
  const now = before ? 'backslashes' : 'standard';
  if (!/standard_conforming_strings|^\s*(RESET|DISCARD)\s+ALL/i.test(text)) return now;
  const words = [...codeTokens(text, 'postgres')].map(({ start, end }) => text.slice(start, end).toLowerCase());
  const [first, ...rest] = words.filter((word) => word !== 'session');
  if (first === 'discard') return 'standard';
  if (first === 'reset' && /^(all|standard_conforming_strings)$/.test(rest[0] ?? '')) return 'standard';
  if (first !== 'set' || rest[0] !== 'standard_conforming_strings')
    return words.includes('set_config') ? 'unknown' : now;
  const value = (rest[2] ?? '').replaceAll("'", '');
  if (/^(on|true|yes|1|default)$/.test(value)) return 'standard';
  return /^(off|false|no|0)$/.test(value) ? 'backslashes' : 'unknown';
}
