import { clausesOf } from './clauses.ts';
import type { Code } from './code.ts';
import { negated, repeatable, type StatementEffect, unseen, visible } from './effect.ts';
import { catalogName, exists, identifier } from './mysql-catalog.ts';

interface Table {
  readonly schema: string | undefined;
  readonly name: string;
}

/** All clauses of ALTER TABLE take effect together, so one that can be seen tells of all. */
export function alterTableEffect(code: readonly Code[], chosen: string | undefined): StatementEffect {
  let at = code.indexOf('TABLE') + 1;
  if (code[at] === 'IF') at += 2;
  const table = catalogName(code, at, chosen);
  if (!table) return unseen;
  const effects = clausesOf(code.slice(table.next)).map((clause) => clauseEffect(clause, table));
  const seen = effects.find(({ kind }) => kind === 'visible');
  if (seen) return seen;
  return effects.length > 0 && effects.every(({ kind }) => kind === 'repeatable') ? repeatable : unseen;
}

/** Clauses that come to the same when they are run again. */
const same =
  /^(MODIFY|ALTER|ENGINE|COMMENT|CONVERT|CHARSET|CHARACTER|DEFAULT|COLLATE|AUTO_INCREMENT|ROW_FORMAT|KEY_BLOCK_SIZE|ALGORITHM|LOCK|FORCE|DISABLE|ENABLE|ORDER|STATS_PERSISTENT)$/;

function clauseEffect(clause: readonly Code[], table: Table): StatementEffect {
  const [first = '', second = ''] = clause;
  if (same.test(first)) return repeatable;
  // With it the clause may do nothing, and tells nothing of the others.
  if (clause.slice(1, 6).join(' ').includes('EXISTS')) return unseen;
  if (first === 'ADD') return named(added(clause), table);
  if (first === 'DROP') return negated(named(dropped(clause), table));
  if (first === 'CHANGE') {
    const at = second === 'COLUMN' ? 2 : 1;
    if (clause[at] === clause[at + 1]) return repeatable;
    return named({ kind: 'COLUMN', name: clause[at + 1] }, table);
  }
  if (first !== 'RENAME') return unseen;
  if (/^(COLUMN|INDEX|KEY)$/.test(second))
    return named({ kind: second === 'COLUMN' ? 'COLUMN' : 'INDEX', name: clause[4] }, table);
  const target = catalogName(clause, /^(TO|AS)$/.test(second) ? 2 : 1, table.schema);
  return target ? visible(exists('TABLES', target.schema, { TABLE_NAME: target.name })) : unseen;
}

interface Part {
  readonly kind: 'COLUMN' | 'INDEX' | 'CONSTRAINT';
  readonly name: Code | undefined;
}

function added([, second = '', third = '', fourth = '']: readonly Code[]): Part | undefined {
  if (second === 'PRIMARY') return { kind: 'INDEX', name: 'PRIMARY' };
  if (second === 'CONSTRAINT') return { kind: 'CONSTRAINT', name: third };
  if (/^(INDEX|KEY)$/.test(second)) return { kind: 'INDEX', name: third };
  if (/^(UNIQUE|FULLTEXT|SPATIAL)$/.test(second))
    return { kind: 'INDEX', name: /^(INDEX|KEY)$/.test(third) ? fourth : third };
  if (/^(FOREIGN|CHECK|PARTITION|PERIOD|SYSTEM)$/.test(second)) return undefined;
  return { kind: 'COLUMN', name: second === 'COLUMN' ? third : second };
}

function dropped([, second = '', third = '', fourth = '']: readonly Code[]): Part | undefined {
  if (second === 'PRIMARY') return { kind: 'INDEX', name: 'PRIMARY' };
  if (second === 'FOREIGN') return { kind: 'CONSTRAINT', name: fourth };
  if (/^(CONSTRAINT|CHECK)$/.test(second)) return { kind: 'CONSTRAINT', name: third };
  if (/^(INDEX|KEY)$/.test(second)) return { kind: 'INDEX', name: third };
  if (/^(PARTITION|PERIOD|SYSTEM)$/.test(second)) return undefined;
  return { kind: 'COLUMN', name: second === 'COLUMN' ? third : second };
}

const views = {
  COLUMN: ['COLUMNS', 'COLUMN_NAME'],
  INDEX: ['STATISTICS', 'INDEX_NAME'],
  CONSTRAINT: ['TABLE_CONSTRAINTS', 'CONSTRAINT_NAME'],
} as const;

function named(part: Part | undefined, { schema, name: table }: Table): StatementEffect {
  const name = identifier(part?.name);
  if (!part || name === undefined || /^(USING|BTREE|HASH)$/.test(name.toUpperCase())) return unseen;
  const [view, column] = views[part.kind];
  return visible(exists(view, schema, { TABLE_NAME: table, [column]: name }));
}
