import { codeTokens } from './tokens.ts';

/** Whether NO_BACKSLASH_ESCAPES is on, and in which user variables a file keeps an sql_mode. */
export interface SqlMode {
  readonly noBackslash: boolean;
  readonly kept: ReadonlyMap<string, boolean>;
}

export const initialSqlMode: SqlMode = { noBackslash: false, kept: new Map() };

/** The mode after a statement; `unknown` where it sets sql_mode to what cannot be seen. Only files that name NO_BACKSLASH_ESCAPES need it. */
export function sqlModeAfter(text: string, mode: SqlMode): SqlMode | 'unknown' {
  if (!/^\W*(?:\d+\W+)?set\b/i.test(text)) return mode;
  let { noBackslash } = mode;
  const kept = new Map(mode.kept);
  for (const [name, value] of assignments(text)) {
    const setsMode = /^(@@)?((session|local)\.?)?sql_mode$/.test(name);
    if (!setsMode && !/^@[^@]/.test(name)) continue;
    const result = valueOf(value, { noBackslash, kept });
    if (setsMode && result === undefined) return 'unknown';
    if (setsMode) noBackslash = result === true;
    else if (result !== undefined) kept.set(name, result);
    else kept.delete(name);
  }
  return { noBackslash, kept };
}

/** `SET a = b, c := d` as names and values, in lower case and without spaces. */
function assignments(text: string): readonly (readonly [name: string, value: readonly string[]])[] {
  const words = [...codeTokens(text, 'mysql')].map(({ start, end }) => text.slice(start, end).toLowerCase());
  const parts: string[][] = [[]];
  let depth = 0;
  for (const word of words.slice(1)) {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (word === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.map((part) => {
    const sign = part.indexOf('=');
    const name = part.slice(0, sign).join('').replace(/:$/, '').replaceAll('`', '');
    return [name, part.slice(sign + 1)] as const;
  });
}

/** Whether a value holds NO_BACKSLASH_ESCAPES; undefined where it cannot be seen. */
function valueOf(value: readonly string[], { noBackslash, kept }: SqlMode): boolean | undefined {
  const joined = value.join('').replaceAll('`', '');
  if (/^@[^@]/.test(joined)) return kept.get(joined);
  const names = joined.includes('no_backslash_escapes');
  if (/^('[^']*'|"[^"]*"|[a-z_]+)$/.test(joined)) return names;
  const current = /^@@(session\.|local\.)?sql_mode$/;
  if (current.test(joined)) return noBackslash;
  if (
    /^concat(_ws)?\(.*\)$/.test(joined) &&
    !/@(?!@(session\.|local\.)?sql_mode)[^@]/.test(joined.replaceAll(/@@(session\.|local\.)?sql_mode/g, ''))
  ) {
    return names || (noBackslash && joined.includes('sql_mode'));
  }
  return names || joined.includes('(') || joined.includes('@') ? undefined : false;
}
