import { createHash } from 'node:crypto';
import { progressText } from '../domain/sql/progress.ts';
import type { Statement } from '../domain/sql/statement.ts';
import type { LedgerEntry } from './ledger.ts';
import { type ServerError, serverError } from './session.ts';

/** A file to run. */
export interface FileRun {
  readonly kind: LedgerEntry['kind'];
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
  readonly statements: readonly Statement[];
  /** In one transaction together with its ledger entry, or statement by statement. */
  readonly mode: 'transaction' | 'statements';
  /** How many statements an earlier run has done. */
  readonly from: number;
  /** Whether the ledger has an entry of it already. */
  readonly known: boolean;
}

/** How a file ended. */
export type FileResult =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly failure: FileFailure };

export interface FileFailure {
  /** The statement at which it stopped, from 0; undefined when it stopped outside of any. */
  readonly index: number | undefined;
  /** The line of the file at which the server stumbled, where it is known; else that of the statement. */
  readonly line: number | undefined;
  readonly error: ServerError;
  /** How many statements of the file stay applied. */
  readonly applied: number;
}

/** SHA-256 over the statements that are done. */
export function doneSha256(statements: readonly Statement[], done: number): string {
  return createHash('sha256').update(progressText(statements, done)).digest('hex');
}

/** A failure of the server as a value; what is no server's failure is thrown on. */
export function failureOf(error: unknown, where: Omit<FileFailure, 'error'>): FileResult {
  const said = serverError(error);
  if (!said) throw error;
  return { ok: false, failure: { ...where, error: said } };
}
