import { performance } from 'node:perf_hooks';
import { lineAt } from '../domain/sql/statement.ts';
import { type FileResult, type FileRun, failureOf } from './file-run.ts';
import type { FileSession } from './file-session.ts';
import { progressCounter } from './progress.ts';
import { serverError } from './session.ts';

/**
 * Runs a whole file, which PostgreSQL parses itself, in one transaction with its ledger entry: all of it or nothing.
 * The line of an error comes from the position that the server gives, else from the number of statements that are done.
 */
export async function runInTransaction(file: FileRun, { session, entry }: FileSession): Promise<FileResult> {
  const began = performance.now();
  const progressAt = progressCounter(file.statements);
  let done = 0;
  try {
    await session.run('BEGIN');
    await entry.begin(progressAt(0));
    await session.run(file.text, () => done++);
    await entry.advance(progressAt(file.statements.length));
    await entry.finish(performance.now() - began);
    await session.run('COMMIT');
    return { ok: true, milliseconds: performance.now() - began };
  } catch (error) {
    const statement = file.statements[done];
    const position = serverError(error)?.position;
    const line = position === undefined ? statement?.line : lineAt(file.text, utf16Position(file.text, position));
    return failureOf(error, { index: statement && done, line, applied: 0 });
  }
}

/** PostgreSQL counts characters from 1; a character beyond U+FFFF is two units here. */
function utf16Position(text: string, position: number): number {
  let [at, left] = [0, position - 1];
  for (; left > 0 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
