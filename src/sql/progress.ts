import { createHash } from 'node:crypto';
import { progressPieces } from '../domain/sql/progress.ts';
import type { Statements } from '../domain/sql/statement.ts';

/** How far a file has come. */
export interface Progress {
  /** How many of its statements are done. */
  readonly done: number;
  /** SHA-256 over these, so that a corrected file is resumed only where they are unchanged. */
  readonly sha256: string;
}

/** Gives the progress after each number of statements. It must not decrease: each statement is hashed once, however long the file. */
export function progressCounter(statements: Statements): (done: number) => Progress {
  const hash = createHash('sha256');
  let hashed = 0;
  return (done) => {
    for (const statement of statements.slice(hashed, done))
      for (const piece of progressPieces(statement, hashed++)) hash.update(piece);
    return { done, sha256: hash.copy().digest('hex') };
  };
}
