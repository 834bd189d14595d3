import type { EntryWriter } from './entry-writer.ts';
import type { Session } from './session.ts';

/** What a file is run through. */
export interface FileSession {
  readonly session: Session;
  readonly entry: EntryWriter;
  /** Runs one statement of the file within the statement timeout. */
  run(sql: string): Promise<void>;
  readonly signal: AbortSignal;
}
