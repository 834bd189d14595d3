import { clausesOf } from '../clauses.ts';
import type { Code } from '../code.ts';
import { plainName } from '../object-name.ts';
import { type Caution, keepOld, says, tableAt, tablesAt } from './caution.ts';

/** What to consider of one statement of MySQL or MariaDB. Sources: https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html https://github.com/github/gh-ost */
export function mysqlCautions(code: readonly Code[]): readonly Caution[] {
  const [first = '', second = '', third = ''] = code;
  if (first === 'ALTER') {
    const at = code.slice(0, 4).indexOf('TABLE');
    return at < 0 ? [] : altered(code, at + 1);
  }
  if (first === 'DROP' && second === 'TABLE') return tablesAt(code, 2).map((table) => ({ ...dropped('table'), table }));
  if (first === 'RENAME' && /^TABLES?$/.test(second)) return [{ ...renamed('table'), table: tableAt(code, 2).table }];
  if (first === 'OPTIMIZE') return [{ ...rebuilt, table: tableAt(code, code.indexOf('TABLE') + 1).table }];
  if (first === 'CREATE' && (second === 'INDEX' || third === 'INDEX' || code[4] === 'INDEX')) return created(code);
  return [];
}

function created(code: readonly Code[]): readonly Caution[] {
  const on = code.indexOf('ON');
  const index = indexOf(code[1] ?? '');
  return on < 0 || isOnline(code) ? [] : [{ ...index, table: tableAt(code, on + 1).table }];
}

/** The server refuses the statement where it would block, so that nothing has to be said. */
function isOnline(code: readonly Code[]): boolean {
  const text = code.join(' ');
  return /\bLOCK =? ?NONE\b|\bALGORITHM =? ?INSTANT\b/.test(text);
}

type ClauseCaution = Omit<Caution, 'table'>;

function altered(code: readonly Code[], from: number): readonly Caution[] {
  const { table, next } = tableAt(code, from);
  const online = isOnline(code);
  return clausesOf(code.slice(next))
    .flatMap(clauseCautions)
    .filter(({ work }) => work === 'none' || !online)
    .map((caution) => ({ ...caution, table }));
}

function clauseCautions(clause: readonly Code[]): readonly ClauseCaution[] {
  const [first = '', second = ''] = clause;
  switch (first) {
    case 'ADD':
      return added(clause);
    case 'MODIFY':
      return [typeChange];
    case 'CHANGE':
      return [typeChange, ...(hasOtherName(clause) ? [renamed('column')] : [])];
    case 'CONVERT':
      return [copied('table-rewrite')];
    case 'ENGINE':
    case 'FORCE':
    case 'ROW_FORMAT':
    case 'KEY_BLOCK_SIZE':
      return [rebuilt];
    case 'RENAME':
      return /^(INDEX|KEY)$/.test(second) ? [] : [renamed(second === 'COLUMN' ? 'column' : 'table')];
    case 'DROP':
      if (second === 'PRIMARY') return [copied('unique-constraint')];
      return /^(INDEX|KEY|FOREIGN|CONSTRAINT|CHECK|PARTITION)$/.test(second) ? [] : [dropped('column')];
    default:
      return [];
  }
}

function added(clause: readonly Code[]): readonly ClauseCaution[] {
  const [, second = '', third = ''] = clause;
  const isConstraint = second === 'CONSTRAINT';
  if (second === 'PARTITION') return [];
  if (/^(FOREIGN|CHECK)$/.test(second) || (isConstraint && (says(clause, 'FOREIGN') || says(clause, 'CHECK'))))
    return [copied('unchecked-constraint')];
  if (second === 'PRIMARY' || (isConstraint && says(clause, 'PRIMARY'))) return [copied('unique-constraint')];
  if (isConstraint || /^(UNIQUE|INDEX|KEY|FULLTEXT|SPATIAL)$/.test(second)) return [indexOf(second)];
  const columns = third === '(' || second === '(' ? [] : clause;
  const rewrites = says(columns, 'AUTO_INCREMENT') || says(columns, 'STORED') || says(columns, 'PERSISTENT');
  const required = says(columns, 'NOT', 'NULL') && !says(columns, 'DEFAULT') && !rewrites;
  return [...(rewrites ? [copied('column-rewrite')] : []), ...(required ? [requiredColumn] : [])];
}

/** `CHANGE [COLUMN] a b …` */
function hasOtherName(clause: readonly Code[]): boolean {
  const at = clause[1] === 'COLUMN' ? 2 : 1;
  return plainName(clause[at] ?? '') !== plainName(clause[at + 1] ?? '');
}

const byCopy =
  'gh-ost or pt-online-schema-change; or ALGORITHM=INSTANT, with which the server refuses rather than blocks';

function copied(rule: Caution['rule']): ClauseCaution {
  return { rule, work: 'rewrite', effect: 'blocks writes to the table while it is copied', instead: byCopy };
}

const typeChange: ClauseCaution = {
  rule: 'type-change',
  work: 'rewrite',
  effect: 'blocks writes to the table while it may be copied',
  instead: byCopy,
};

const rebuilt: Caution = {
  rule: 'table-rewrite',
  table: undefined,
  work: 'rewrite',
  effect: 'writes the table anew, and replicas wait as long again',
  instead: 'gh-ost or pt-online-schema-change',
};

function indexOf(kind: Code): ClauseCaution {
  const blocks = /^(FULLTEXT|SPATIAL)$/.test(kind);
  return {
    rule: 'index-build',
    work: 'build',
    effect: blocks
      ? 'blocks writes to the table while the index is built'
      : 'reads the whole table; writes go on, and replicas wait as long again',
    instead: blocks
      ? 'gh-ost or pt-online-schema-change'
      : 'LOCK=NONE, with which the server refuses rather than blocks',
  };
}

const requiredColumn: ClauseCaution = {
  rule: 'required-column',
  work: 'none',
  effect: "rows that are there get 0 or '', and a release that still runs cannot insert any",
  instead: 'add it with a DEFAULT, or without NOT NULL and fill it first',
};

function dropped(what: 'table' | 'column'): ClauseCaution {
  const effect = `a release that still runs may use the ${what}`;
  return { rule: 'drop', work: 'none', effect, instead: 'drop it with a later release' };
}

function renamed(what: 'table' | 'column'): ClauseCaution {
  const effect = `a release that still runs uses the old name of the ${what}`;
  return { rule: 'rename', work: 'none', effect, instead: keepOld };
}
