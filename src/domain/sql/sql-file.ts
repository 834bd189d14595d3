import type { Engine } from './engine.ts';
import { codeTokens } from './tokens.ts';

/** The name of a migration or seed: `NNN_name.sql`, run in the order of its number. */
export interface SqlFileName {
  /** "012_add_invoices.sql" */
  readonly file: string;
  /** "12": digits without leading zeros, so that 012 and 12 are the same version. */
  readonly version: string;
}

/** Parses a file's name. A second dot is refused: `012_x.down.sql` reverts a migration, and must never be applied as one. */
export function parseSqlFileName(
  file: string,
): { readonly ok: true; readonly value: SqlFileName } | { readonly ok: false; readonly reason: string } {
  const [, digits] = /^(\d{1,20})_[\w-]+\.sql$/.exec(file) ?? [];
  if (digits === undefined)
    return { ok: false, reason: 'its name is not NNN_name.sql (letters, digits, _ and -; no second dot)' };
  return { ok: true, value: { file, version: digits.replace(/^0+(?=\d)/, '') } };
}

/** Orders versions by their number, however many digits. */
export function compareVersions(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Whether the comments at the top of a file hold the line `-- no-transaction`. */
export function isWithoutTransaction(text: string, engine: Engine): boolean {
  const [first] = codeTokens(text, engine);
  return /^[ \t]*--[ \t]*no-transaction[ \t]*\r?$/m.test(text.slice(0, first?.start ?? text.length));
}
