import type { Engine } from './engine.ts';
import { codeTokens } from './tokens.ts';

/** The name of a migration or seed, run in the order of its number. */
export interface SqlFileName {
  /** "012_add_invoices.sql" */
  readonly file: string;
  /** "12": digits without leading zeros, so that 012 and 12 are the same version. Flyway's have parts: "1.2". */
  readonly version: string;
}

/** `012_name.sql`, with `-` as sql-migrate writes it, and `.up.sql` of golang-migrate. */
const numbered = /^(\d{1,20})[_-][\w-]+(?:\.up)?\.sql$/;
/** `V1.2__Add invoices.sql` of Flyway: https://documentation.red-gate.com/flyway/flyway-concepts/migrations/versioned-migrations */
const flyway = /^V(\d{1,20}(?:[._]\d{1,20}){0,9})__[\w -]+\.sql$/;

/** Parses a file's name. Another second dot is refused: `012_x.down.sql` reverts a migration, and must never be applied as one. */
export function parseSqlFileName(
  file: string,
): { readonly ok: true; readonly value: SqlFileName } | { readonly ok: false; readonly reason: string } {
  const number = numbered.exec(file)?.[1] ?? flyway.exec(file)?.[1];
  if (number !== undefined) return { ok: true, value: { file, version: versionOf(number) } };
  if (file.startsWith('R__'))
    return { ok: false, reason: 'Flyway runs it whenever it changes; make it a seed, or give it a number' };
  return { ok: false, reason: 'its name is not NNN_name.sql (letters, digits, _ and -; no second dot)' };
}

/** A number in the form in which versions are compared: without leading zeros, and without parts at the end that are zero. */
export function versionOf(number: string): string {
  const parts = number.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, ''));
  return parts.slice(0, Math.max(1, parts.findLastIndex((part) => part !== '0') + 1)).join('.');
}

/** Orders versions by their numbers, part by part, however many digits. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at] ?? '0', right[at] ?? '0'];
    const order = one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Whether one file takes another back, as those of golang-migrate (`.down.sql`) and of Flyway (`U1__…`) do. */
export function takesBack(file: string, other: string): boolean {
  const [, name] = /^(\d{1,20}_[\w-]+)\.down\.sql$/.exec(file) ?? [];
  if (name !== undefined) return other === `${name}.up.sql`;
  return /^U\d/.test(file) && other.startsWith(`V${file.slice(1, file.indexOf('__') + 2)}`);
}

/** Whether the comments at the top of a file hold the line `-- no-transaction`. */
export function isWithoutTransaction(text: string, engine: Engine): boolean {
  const [first] = codeTokens(text, engine);
  return /^[ \t]*--[ \t]*no-transaction[ \t]*\r?$/m.test(text.slice(0, first?.start ?? text.length));
}
