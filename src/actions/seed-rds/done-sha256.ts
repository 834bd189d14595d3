import { createHash } from 'node:crypto';
import { progressPiece } from '../../domain/sql/progress.ts';
import type { SqlFile } from './files.ts';

/** SHA-256 over a file's first statements, as the ledger has it. */
export function doneSha256(statements: SqlFile['statements'], done: number): string {
  const hash = createHash('sha256');
  for (const [index, statement] of statements.slice(0, done).entries()) hash.update(progressPiece(statement, index));
  return hash.digest('hex');
}
