import type { Code } from './code.ts';
import { repeatable, type StatementEffect, unseen, visible } from './effect.ts';
import { alterTableEffect } from './mysql-alter-effect.ts';
import { catalogName, exists, identifier } from './mysql-catalog.ts';

/** The effect of CREATE, ALTER, DROP or RENAME. Source: https://dev.mysql.com/doc/refman/8.4/en/atomic-ddl.html */
export function mysqlDefinitionEffect(code: readonly Code[], chosen: string | undefined): StatementEffect {
  const head = code.slice(0, 12).join(' ');
  if (/^(CREATE|DROP) (OR REPLACE )?TEMPORARY\b|^CREATE OR REPLACE\b/.test(head)) return repeatable;
  if (/^(CREATE|DROP) .*\bIF (NOT )?EXISTS\b/.test(head)) return repeatable;
  if (/^ALTER (ONLINE |IGNORE )*TABLE\b/.test(head)) return alterTableEffect(code, chosen);
  if (code[0] === 'ALTER') return unseen;
  if (code[0] === 'RENAME') return renamed(code, chosen);
  const at = code.findIndex((word, index) => index > 0 && index < maxHead && kinds.test(word));
  return at < 0 ? unseen : made(code, at, chosen);
}

/** DEFINER, ALGORITHM and the like stand before the kind. */
const maxHead = 16;
const kinds = /^(TABLE|VIEW|INDEX|PROCEDURE|FUNCTION|TRIGGER|EVENT|DATABASE|SCHEMA)$/;

function made(code: readonly Code[], at: number, chosen: string | undefined): StatementEffect {
  const kind = code[at] ?? '';
  const object = catalogName(code, at + 1, chosen);
  if (!object || code[object.next] === ',') return unseen;
  const { schema, name } = object;
  const there = (condition: string) => visible(code[0] === 'DROP' ? `NOT ${condition}` : condition);
  switch (kind) {
    case 'TABLE':
    case 'VIEW':
      return there(exists('TABLES', schema, { TABLE_NAME: name }));
    case 'INDEX': {
      const on = code.indexOf('ON', at);
      const table = on < 0 ? undefined : catalogName(code, on + 1, chosen);
      if (!table) return unseen;
      return there(exists('STATISTICS', table.schema, { TABLE_NAME: table.name, INDEX_NAME: name }));
    }
    case 'PROCEDURE':
    case 'FUNCTION':
      // A loadable function is in no schema.
      if (code.includes('SONAME') || (kind === 'FUNCTION' && code[0] === 'DROP')) return unseen;
      return there(exists('ROUTINES', schema, { ROUTINE_NAME: name, ROUTINE_TYPE: kind }));
    case 'TRIGGER':
      return there(exists('TRIGGERS', schema, { TRIGGER_NAME: name }));
    case 'EVENT':
      return there(exists('EVENTS', schema, { EVENT_NAME: name }));
    default:
      return there(exists('SCHEMATA', undefined, { SCHEMA_NAME: name }));
  }
}

/** Of several pairs, one may take the name of another. */
function renamed(code: readonly Code[], chosen: string | undefined): StatementEffect {
  const to = code.indexOf('TO');
  const target = /^TABLES?$/.test(code[1] ?? '') && to > 0 ? catalogName(code, to + 1, chosen) : undefined;
  if (!target || code.includes(',') || identifier(code[target.next - 1]) === undefined) return unseen;
  return visible(exists('TABLES', target.schema, { TABLE_NAME: target.name }));
}
