import type { Blocker } from '../domain/sql/blocker.ts';
import type { Directives } from '../domain/sql/directives.ts';
import type { Statements } from '../domain/sql/statement.ts';
import type { FileMode } from '../domain/sql/transaction.ts';
import type { LedgerEntry } from './ledger.ts';
import { type ServerError, serverError } from './session.ts';

/** A file to run. */
export interface FileRun {
  readonly kind: LedgerEntry['kind'];
  readonly file: string;
  readonly sha256: string;
  readonly statements: Statements;
  /** In one transaction together with its ledger entry, or statement by statement. */
  readonly mode: FileMode;
  /** In place of those of the session, where the file names its own. */
  readonly limits?: Pick<Directives, 'statementTimeoutSeconds' | 'lockTimeoutSeconds'>;
  /** How many of its statements an earlier run has applied. */
  readonly from: number;
  /** Whether the ledger has an entry for it already. */
  readonly known: boolean;
}

/** The result of a file. */
export type FileResult =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly failure: FileFailure };

export interface FileFailure {
  /** The statement at which it stopped, from 0; undefined when it stopped outside of any. */
  readonly index: number | undefined;
  /** The line of the file at which the server found the error, where it is known; else that of the statement. */
  readonly line: number | undefined;
  readonly error: ServerError;
  /** How many statements of the file stay applied. */
  readonly applied: number;
  /** The invalid index that the statement has left behind. */
  readonly leaves?: string;
  /** Who held the lock that was waited for. */
  readonly blockers?: readonly Blocker[];
}

/** An error of the server as a value; any other is thrown again. */
export function failureOf(error: unknown, where: Omit<FileFailure, 'error'>): FileResult {
  const refused = serverError(error);
  if (!refused) throw error;
  return { ok: false, failure: { ...where, error: refused } };
}
