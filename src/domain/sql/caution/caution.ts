import type { Code } from '../code.ts';
import { plainName } from '../object-name.ts';

/** Something to consider before a statement is run where an app is serving: it is a warning, and refuses nothing. */
export interface Caution {
  readonly rule: CautionRule;
  /** Undefined where the statement does not name the table. */
  readonly table: TableName | undefined;
  /** What the server has to do with the rows of the table that are there. */
  readonly work: 'none' | 'scan' | 'build' | 'rewrite';
  /** In a few words: "blocks writes to the table while the index is built". */
  readonly effect: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Most are those of squawk (https://squawkhq.com/docs/rules), some of MySQL's online DDL. */
export type CautionRule =
  | 'index-build'
  | 'index-drop'
  | 'required-column'
  | 'column-rewrite'
  | 'type-change'
  | 'not-null'
  | 'unchecked-constraint'
  | 'unique-constraint'
  | 'table-rewrite'
  | 'rename'
  | 'drop';

/** Without quotes and in upper case, as names are compared here. */
export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** The name at a position, `IF EXISTS`, `ONLY` and the like aside, and where the code goes on behind it. */
export function tableAt(code: readonly Code[], from: number): { readonly table: TableName; readonly next: number } {
  let at = from;
  while (/^(IF|NOT|EXISTS|ONLY|CONCURRENTLY|IGNORE)$/.test(code[at] ?? '')) at++;
  const parts = [plainName(code[at] ?? '')];
  for (; code[at + 1] === '.'; at += 2) parts.push(plainName(code[at + 2] ?? ''));
  if (code[at + 1] === '*') at++;
  return { table: { schema: parts.at(-2), name: parts.at(-1) ?? '' }, next: at + 1 };
}

/** A table that a statement makes: what is done with it later is nobody's trouble. */
export function createdTable(code: readonly Code[]): TableName | undefined {
  const at = code[0] === 'CREATE' ? code.slice(0, 5).indexOf('TABLE') : -1;
  return at < 0 ? undefined : tableAt(code, at + 1).table;
}

/** The names of a list behind `DROP TABLE`. */
export function tablesAt(code: readonly Code[], from: number): readonly TableName[] {
  const tables: TableName[] = [];
  for (let at = from; at < code.length; ) {
    const { table, next } = tableAt(code, at);
    tables.push(table);
    if (code[next] !== ',') break;
    at = next + 1;
  }
  return tables;
}

/** Whether words stand one behind the other outside of parentheses. */
export function says(clause: readonly Code[], ...words: readonly Code[]): boolean {
  let depth = 0;
  return clause.some((word, at) => {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    return depth === 0 && words.every((each, offset) => clause[at + offset] === each);
  });
}

export const keepOld =
  'do it in two releases: add the new one and let the app use both, and drop the old one when no release that runs uses it';
