import type { TableSize } from '../domain/sql/table-size.ts';
import type { Row, Session } from './session.ts';

const maxTables = 20_000;

/** The tables that this user may see, those that are meant by their name alone first; read from statistics, without a lock. */
export async function tableSizes(session: Session): Promise<readonly TableSize[]> {
  const rows = await session.query(session.engine === 'mysql' ? mysqlSizes : postgresSizes);
  return rows.map(tableSize);
}

/** pg_total_relation_size would wait for whoever alters the table. Rows of -1 have never been counted. */
const postgresSizes = `SELECT n.nspname AS place, c.relname AS name, c.reltuples::float8 AS counted,
    (c.relpages + coalesce(t.relpages, 0))::float8 * current_setting('block_size')::int AS size
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
  WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, c.relpages DESC LIMIT ${maxTables}`;

const mysqlSizes = `SELECT TABLE_SCHEMA AS place, TABLE_NAME AS name, TABLE_ROWS AS counted,
    COALESCE(DATA_LENGTH, 0) + COALESCE(INDEX_LENGTH, 0) AS size
  FROM information_schema.TABLES
  WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')
  ORDER BY TABLE_SCHEMA <> DATABASE(), TABLE_NAME LIMIT ${maxTables}`;

function tableSize(row: Row): TableSize {
  const rows = row['counted'] === null ? -1 : Number(row['counted']);
  return {
    schema: String(row['place']),
    name: String(row['name']),
    rows: rows < 0 ? undefined : rows,
    bytes: Number(row['size']),
  };
}
