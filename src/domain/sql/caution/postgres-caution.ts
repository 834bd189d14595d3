import { clausesOf } from '../clauses.ts';
import type { Code } from '../code.ts';
import { type Caution, keepOld, says, type TableName, tableAt, tablesAt } from './caution.ts';

/** What to consider of one statement of PostgreSQL. Sources: https://squawkhq.com/docs/rules https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
export function postgresCautions(code: readonly Code[]): readonly Caution[] {
  const [first = '', second = ''] = code;
  if (first === 'ALTER' && second === 'TABLE') return altered(code);
  if (first === 'DROP' && second === 'TABLE') return tablesAt(code, 2).map(dropped);
  if (first === 'CREATE' && code.slice(1, 3).includes('INDEX')) return created(code);
  if (code.includes('CONCURRENTLY')) return [];
  if (first === 'DROP' && second === 'INDEX') return [indexDrop];
  if (first === 'REINDEX') return [reindex(code)];
  if (first === 'CLUSTER' && second !== '') return [rewritten(tableAt(code, second === 'VERBOSE' ? 2 : 1).table)];
  if (first === 'VACUUM' && code.slice(1, 8).includes('FULL')) return [rewritten(lastName(code))];
  return [];
}

const concurrently = 'CREATE INDEX CONCURRENTLY, in a file of its own';

function created(code: readonly Code[]): readonly Caution[] {
  const on = code.indexOf('ON');
  if (code.slice(0, 5).includes('CONCURRENTLY') || on < 0) return [];
  const { table } = tableAt(code, on + 1);
  const effect = 'blocks writes to the table while the index is built';
  return [{ rule: 'index-build', table, work: 'build', effect, instead: concurrently }];
}

const indexDrop: Caution = {
  rule: 'index-drop',
  table: undefined,
  work: 'none',
  effect: 'waits until nobody uses the table, and all others wait behind it',
  instead: 'DROP INDEX CONCURRENTLY, in a file of its own',
};

function reindex(code: readonly Code[]): Caution {
  const at = code.findIndex((word) => /^(TABLE|INDEX|SCHEMA|DATABASE)$/.test(word));
  return {
    rule: 'index-build',
    table: code[at] === 'TABLE' ? tableAt(code, at + 1).table : undefined,
    work: 'build',
    effect: 'blocks writes to the table while its indexes are built',
    instead: 'REINDEX … CONCURRENTLY, in a file of its own',
  };
}

function rewritten(table: TableName): Caution {
  const effect = 'blocks all use of the table while it is written anew';
  return { rule: 'table-rewrite', table, work: 'rewrite', effect, instead: 'pg_repack, or a time without visitors' };
}

function lastName(code: readonly Code[]): TableName {
  const end = code.at(-1) === ';' ? code.length - 1 : code.length;
  return tableAt(code, code[end - 2] === '.' ? end - 3 : end - 1).table;
}

function dropped(table: TableName): Caution {
  const effect = 'a release that still runs may use the table';
  return { rule: 'drop', table, work: 'none', effect, instead: 'drop it with a later release' };
}

function altered(code: readonly Code[]): readonly Caution[] {
  const { table, next } = tableAt(code, 2);
  return clausesOf(code.slice(next)).flatMap((clause) =>
    clauseCautions(clause).map((caution) => ({ ...caution, table })),
  );
}

type ClauseCaution = Omit<Caution, 'table'>;

function clauseCautions(clause: readonly Code[]): readonly ClauseCaution[] {
  const [first = '', second = ''] = clause;
  if (first === 'ADD')
    return /^(CONSTRAINT|FOREIGN|CHECK|UNIQUE|PRIMARY|EXCLUDE)$/.test(second)
      ? constraint(clause)
      : column(clause.slice(second === 'COLUMN' ? 2 : 1));
  if (first === 'ALTER') return alteredColumn(clause);
  if (first === 'DROP' && !/^(CONSTRAINT|TRIGGER)$/.test(second)) return [droppedColumn];
  if (first === 'RENAME' && second !== 'CONSTRAINT') return [second === 'TO' ? renamed('table') : renamed('column')];
  if (first === 'SET' && second === 'SCHEMA') return [renamed('table')];
  if (first === 'SET' && /^(TABLESPACE|LOGGED|UNLOGGED|ACCESS)$/.test(second)) return [rewriting('table-rewrite')];
  return [];
}

function constraint(clause: readonly Code[]): readonly ClauseCaution[] {
  if (says(clause, 'USING', 'INDEX') || says(clause, 'NOT', 'VALID')) return [];
  if (says(clause, 'FOREIGN', 'KEY') || says(clause, 'CHECK')) return [unchecked(says(clause, 'FOREIGN'))];
  return [uniqueConstraint];
}

function unchecked(isKey: boolean): ClauseCaution {
  return {
    rule: 'unchecked-constraint',
    work: 'scan',
    effect: `blocks ${isKey ? 'writes to both tables' : 'all use of the table'} while all rows are checked`,
    instead: 'ADD CONSTRAINT … NOT VALID, and in the next file VALIDATE CONSTRAINT',
  };
}

const uniqueConstraint: ClauseCaution = {
  rule: 'unique-constraint',
  work: 'build',
  effect: 'blocks all use of the table while its index is built',
  instead: 'CREATE UNIQUE INDEX CONCURRENTLY, and in the next file ADD CONSTRAINT … USING INDEX',
};

/** Functions whose value is the same for all rows of one statement, so that it is kept beside the table. */
const stable =
  /^(NOW|CURRENT_DATE|CURRENT_TIMESTAMP|CURRENT_TIME|LOCALTIME|LOCALTIMESTAMP|TRANSACTION_TIMESTAMP|STATEMENT_TIMESTAMP|DATE_TRUNC|TIMEZONE|LOWER|UPPER|COALESCE|TO_TIMESTAMP|MAKE_DATE|CURRENT_SETTING)$/;

function column(clause: readonly Code[]): readonly ClauseCaution[] {
  const isSerial = clause.some((word) => /^(SMALL|BIG)?SERIAL[248]?$/.test(word));
  const isGenerated = says(clause, 'GENERATED');
  const byDefault = clause.indexOf('DEFAULT');
  const calls = clause.some(
    (word, at) =>
      byDefault >= 0 && at > byDefault && clause[at + 1] === '(' && /^[A-Z_]\w*$/.test(word) && !stable.test(word),
  );
  const required = says(clause, 'NOT', 'NULL') && byDefault < 0 && !isSerial && !isGenerated;
  const rewrites = isSerial || (byDefault >= 0 && calls) || (isGenerated && !says(clause, 'VIRTUAL'));
  return [
    ...(required ? [requiredColumn] : []),
    ...(rewrites ? [rewriting('column-rewrite')] : []),
    ...(says(clause, 'REFERENCES') ? [unchecked(true)] : []),
    ...(says(clause, 'CHECK') ? [unchecked(false)] : []),
    ...(says(clause, 'UNIQUE') || says(clause, 'PRIMARY', 'KEY') ? [uniqueConstraint] : []),
  ];
}

const requiredColumn: ClauseCaution = {
  rule: 'required-column',
  work: 'none',
  effect: 'fails where the table has rows, and a release that still runs cannot insert any',
  instead: 'add it with a DEFAULT, or without NOT NULL and fill it first',
};

const type = { rule: 'type-change', work: 'rewrite' } as const;

function alteredColumn(clause: readonly Code[]): readonly ClauseCaution[] {
  const rest = clause.slice(clause[1] === 'COLUMN' ? 3 : 2).join(' ');
  if (/^(SET DATA )?TYPE\b/.test(rest))
    return [
      {
        ...type,
        effect:
          'blocks all use of the table while it may be written anew, and a release that still runs may not expect the type',
        instead: 'a new column of that type, filled by and by, and the old one dropped with a later release',
      },
    ];
  if (/^SET NOT NULL\b/.test(rest))
    return [
      {
        rule: 'not-null',
        work: 'scan',
        effect: 'blocks all use of the table while all rows are checked',
        instead:
          'ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in the next file, then SET NOT NULL',
      },
    ];
  return [];
}

const droppedColumn: ClauseCaution = {
  rule: 'drop',
  work: 'none',
  effect: 'a release that still runs may use the column',
  instead: 'drop it with a later release',
};

function renamed(what: 'table' | 'column'): ClauseCaution {
  const effect = `a release that still runs uses the old name of the ${what}`;
  return { rule: 'rename', work: 'none', effect, instead: keepOld };
}

function rewriting(rule: 'column-rewrite' | 'table-rewrite'): ClauseCaution {
  return {
    rule,
    work: 'rewrite',
    effect: 'blocks all use of the table while it is written anew',
    instead:
      rule === 'column-rewrite'
        ? 'add the column without it, set the default, and fill the rows by and by'
        : 'a time without visitors',
  };
}
