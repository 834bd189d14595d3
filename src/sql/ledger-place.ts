import { UserError } from '../errors.ts';
import type { Session } from './session.ts';

export const ledgerTable = 'seed_rds_ledger';

/** The schema (PostgreSQL) or database (MySQL) of the ledger: where it is, or else where new tables are made. */
export async function ledgerPlace(session: Session): Promise<string> {
  const [row] = await session.query(
    `SELECT ${session.engine === 'mysql' ? 'DATABASE()' : 'current_schema()'} AS place`,
  );
  const current = row?.['place'];
  if (session.engine === 'postgres') {
    const found = await postgresPlace(session);
    if (found !== undefined) return found;
  }
  if (typeof current !== 'string') throw noSchema();
  return current;
}

/** The full name of the ledger's table: a file may set another search_path or USE another database before its entry is written. */
export function ledgerNameIn(place: string, { engine }: Pick<Session, 'engine'>, table = ledgerTable): string {
  const quote = engine === 'mysql' ? '`' : '"';
  return `${quote}${place.replaceAll(quote, quote + quote)}${quote}.${table}`;
}

/**
 * The search_path, the role or the schemas may be others than when the ledger was made: a second ledger would run all migrations
 * again. Two ledgers in one database are two only where the second was made on purpose, in the schema that comes first.
 */
async function postgresPlace(session: Session): Promise<string | undefined> {
  const rows = await session.query(inCatalog, [ledgerTable]);
  const chosen = rows.find(({ first }) => first === true) ?? rows[0];
  if (!chosen) return undefined;
  const place = String(chosen['place']);
  if (rows.length > 1 && chosen['first'] !== true) throw several(rows.map((each) => String(each['place'])));
  if (chosen['readable'] !== true) throw notReadable(place, String(chosen['username']));
  return place;
}

/** From the catalog, which every user may read. */
const inCatalog = `SELECT n.nspname AS place, n.nspname = current_schema() AS first, current_user AS username,
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relname = ? AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
  ORDER BY n.nspname`;

function noSchema(): UserError {
  return new UserError({
    what: 'This user has no schema in the database; nothing was changed.',
    why: "None of the schemas in the user's search_path exists.",
    next: 'Create the schema, or set the search_path: ALTER ROLE … SET search_path = …',
  });
}

function several(places: readonly string[]): UserError {
  return new UserError({
    what: `The database has ${places.length} ledgers, in the schemas ${places.join(', ')}; nothing was changed.`,
    why: "None of them is in the first schema of the user's search_path, so it cannot be known which is meant.",
    next: 'Put the schema of the right one first: ALTER ROLE … SET search_path = …',
  });
}

/** Also for MySQL, which tells it by an error. */
export function notReadable(place: string, user: string): UserError {
  return new UserError({
    what: `The ledger ${place}.${ledgerTable} cannot be read by the user ${user}; nothing was changed.`,
    why: 'Without it, it is unknown which files are applied.',
    next: `Let the user read it: GRANT USAGE ON SCHEMA "${place}" TO "${user}"; GRANT SELECT ON "${place}".${ledgerTable} TO "${user}" (MySQL: GRANT SELECT ON ${place}.${ledgerTable} TO …).`,
  });
}
