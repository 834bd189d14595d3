import type { Code } from './code.ts';
import { repeatable, type StatementEffect, unseen, visible } from './effect.ts';

/** The effect of a definition that takes no transaction; all others are recorded within theirs. */
export function postgresDefinitionEffect(code: readonly Code[], text: string): StatementEffect {
  const words = code.slice(0, 12).join(' ');
  if (/^ALTER (DATABASE|SYSTEM)\b/.test(words)) return repeatable;
  const index = /^CREATE (UNIQUE )?INDEX CONCURRENTLY\b/.test(words) ? indexOf(code) : undefined;
  if (index) return visible(validIndex(index));
  if (/^DROP INDEX CONCURRENTLY\b/.test(words)) {
    const dropped = qualified(code, code[3] === 'IF' ? 5 : 3);
    return dropped ? visible(`to_regclass('${dropped}') IS NULL`) : unseen;
  }
  const value = /^ALTER TYPE\b/.test(words) ? addedValue.exec(text)?.[1] : undefined;
  const type = value === undefined ? undefined : qualified(code, 2);
  if (type)
    return visible(
      `EXISTS (SELECT 1 FROM pg_catalog.pg_enum WHERE enumtypid = to_regtype('${type}') AND enumlabel = '${value}')`,
    );
  return unseen;
}

/** An index that CONCURRENTLY builds, and its table, as the catalog knows them. */
export interface NamedIndex {
  readonly name: string;
  readonly table: string;
}

/** The index of CREATE INDEX CONCURRENTLY; undefined where it has no name of its own. */
export function concurrentIndex(code: readonly Code[]): NamedIndex | undefined {
  return /^CREATE (UNIQUE )?INDEX CONCURRENTLY\b/.test(code.slice(0, 4).join(' ')) ? indexOf(code) : undefined;
}

function indexOf(code: readonly Code[]): NamedIndex | undefined {
  const start = code.indexOf('CONCURRENTLY') + 1;
  const at = code[start] === 'IF' ? start + 3 : start;
  const on = code.indexOf('ON', at);
  const table = on < 0 ? undefined : qualified(code, code[on + 1] === 'ONLY' ? on + 2 : on + 1);
  const name = on === at ? undefined : catalogName(code[at]);
  return name === undefined || table === undefined ? undefined : { name, table };
}

function validIndex({ name, table }: NamedIndex): string {
  return `EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE c.relname = '${name}' AND i.indrelid = to_regclass('${table}') AND i.indisvalid)`;
}

const addedValue = /\badd\s{1,20}value\s{1,20}(?:if\s{1,20}not\s{1,20}exists\s{1,20})?'([\w -]{1,63})'/i;

/** As the catalog has it: without quotes, or in lower case. */
function catalogName(code: Code | undefined): string | undefined {
  const [, quoted, plain] = /^(?:"([\w $-]+)"|([A-Za-z_][\w$]*))$/.exec(code ?? '') ?? [];
  return quoted ?? plain?.toLowerCase();
}

/** As to_regclass reads it, in quotes. */
function qualified(code: readonly Code[], at: number): string | undefined {
  const first = catalogName(code[at]);
  if (first === undefined) return undefined;
  if (code[at + 1] !== '.') return `"${first}"`;
  const second = catalogName(code[at + 2]);
  return second === undefined ? undefined : `"${first}"."${second}"`;
}
