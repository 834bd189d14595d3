import { createHash } from 'node:crypto';
import { progressPieces } from '../../domain/sql/progress.ts';
import type { SqlFile } from './files.ts';

/** SHA-256 over a file's first statements, as the ledger has it. */
export function doneSha256(statements: SqlFile['statements'], done: number): string {
  const hash = createHash('sha256');
  for (const [index, statement] of statements.slice(0, done).entries())
    for (const piece of progressPieces(statement, index)) hash.update(piece);
  return hash.digest('hex');
}
