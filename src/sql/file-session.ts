import type { Statement } from '../domain/sql/statement.ts';
import type { EntryWriter } from './entry-writer.ts';
import type { Session } from './session.ts';

/** What a file is run through. */
export interface FileSession {
  readonly session: Session;
  readonly entry: EntryWriter;
  /** The full name of the ledger's table. */
  readonly ledgerTable: string;
  /** Runs one statement of the file within the statement timeout. */
  run(statement: Statement): Promise<void>;
  readonly signal: AbortSignal;
}
