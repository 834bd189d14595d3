import { codeOf } from '../code.ts';
import type { Engine } from '../engine.ts';
import type { Statement } from '../statement.ts';
import { type Caution, createdTable, type TableName } from './caution.ts';
import { mysqlCautions } from './mysql-caution.ts';
import { postgresCautions } from './postgres-caution.ts';

/** What a statement of a file has to be considered for. */
export interface StatementCaution extends Caution {
  readonly line: number;
}

/** A longer statement brings rows, and changes no table. */
const maxLength = 100_000;

/** Goes over statements in the order in which they are run: a table that one of them makes is empty, and nobody uses it. */
export function cautionsOf(
  statements: Iterable<Pick<Statement, 'text' | 'line' | 'bringsRows'>>,
  engine: Engine,
  made: Set<string> = new Set(),
): readonly StatementCaution[] {
  const found: StatementCaution[] = [];
  for (const { text, line, bringsRows } of statements) {
    if (bringsRows || text.length > maxLength) continue;
    const code = codeOf(text, engine);
    const table = createdTable(code);
    if (table) made.add(nameOf(table));
    const cautions = engine === 'mysql' ? mysqlCautions(code) : postgresCautions(code);
    found.push(
      ...cautions.filter((each) => !each.table || !made.has(nameOf(each.table))).map((each) => ({ ...each, line })),
    );
  }
  return found;
}

/** By the name alone: a schema is left out as often as not. */
function nameOf({ name }: TableName): string {
  return name;
}
