import type { Engine } from '../../domain/sql/engine.ts';
import type { LedgerEntry } from '../../sql/ledger.ts';

/** The codes of errors that say that a table, a column, a routine, … or a row exists already. */
const exists: Readonly<Record<Engine, RegExp>> = {
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  postgres: /^(42P0[4-7]|42701|42710|42723|23505)$/,
  // https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
  mysql:
    /^ER_(TABLE_EXISTS_ERROR|DB_CREATE_EXISTS|(SP|TRG|EVENT)_ALREADY_EXISTS|DUP_(FIELDNAME|KEYNAME|ENTRY)|(FK_DUP|DUP_CONSTRAINT)_NAME|MULTIPLE_PRI_KEY)$/,
};

/** Whether an error says that an object exists already. */
export function isAlreadyExists(engine: Engine, code: string): boolean {
  return exists[engine].test(code);
}

/** The next step for a database whose tables are older than its ledger; undefined once a migration was run here to its end. */
export function baselineAdvice(ledger: readonly LedgerEntry[]): string | undefined {
  const migrations = ledger.filter(({ kind }) => kind === 'migration');
  if (migrations.some(({ ran }) => ran)) return undefined;
  const clear = "empty the ledger (DELETE FROM seed_rds_ledger WHERE kind = 'migration') and ";
  return `If files were run on this database before this action was used, ${migrations.length > 0 ? clear : ''}name the last of them in \`baseline\`: the files up to it are recorded as applied, and not run.`;
}
