import type { Statement } from '../domain/sql/statement.ts';
import type { EntryWriter } from './entry-writer.ts';
import type { Recording, Session } from './session.ts';

/** What a file is run through. */
export interface FileSession {
  readonly session: Session;
  readonly entry: EntryWriter;
  /** The full name of the ledger's table. */
  readonly ledgerTable: string;
  /** Runs one statement of the file within the statement timeout. */
  run(statement: Statement): Promise<void>;
  /** The same, with what is recorded of it before, in one message; how many rows the record found. */
  runRecorded(record: Recording, statement: Statement): Promise<number>;
  /** Asks the session that holds the lock. */
  lockIsHeld(): Promise<boolean>;
  /** Whether the server has tables without transactions, such as those of MyISAM: rows in them stand without their record. */
  hasPlainTables(): Promise<boolean>;
  readonly signal: AbortSignal;
}
