import { codeOf } from '../domain/sql/code.ts';
import { concurrentIndex } from '../domain/sql/postgres-definition-effect.ts';
import type { Statement } from '../domain/sql/statement.ts';
import { type Session, serverError } from './session.ts';

/**
 * The index that a CREATE INDEX CONCURRENTLY which failed has left behind, as SQL names it: it slows writes down, serves no
 * query, and keeps the statement from being run again.
 * Source: https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export async function invalidIndex(
  session: Session,
  { text }: Pick<Statement, 'text'>,
  error: unknown,
): Promise<string | undefined> {
  if (session.engine === 'mysql' || !/^\s*create\b/i.test(text) || serverError(error)?.connectionLost) return undefined;
  const index = concurrentIndex(codeOf(text, 'postgres'));
  if (!index) return undefined;
  const rows = await session
    .query(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_catalog.pg_index i
       JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
       WHERE c.relname = ? AND i.indrelid = to_regclass(?) AND NOT i.indisvalid`,
      [index.name, index.table],
    )
    .catch(() => []);
  const name = rows[0]?.['name'];
  return name === undefined ? undefined : String(name);
}
