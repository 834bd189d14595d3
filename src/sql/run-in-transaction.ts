import { performance } from 'node:perf_hooks';
import { decoded } from '../domain/sql/byte-text.ts';
import { lineAt, type Statement } from '../domain/sql/statement.ts';
import { type FileResult, type FileRun, failureOf } from './file-run.ts';
import type { FileSession } from './file-session.ts';
import { progressCounter } from './progress.ts';
import { serverError } from './session.ts';

/** Runs a whole file of PostgreSQL in one transaction with its ledger entry: all of it or nothing. The transaction may be the file's own. */
export async function runInTransaction(file: FileRun, { session, entry, run }: FileSession): Promise<FileResult> {
  const began = performance.now();
  const { statements } = file;
  const own = file.mode === 'own transaction';
  const last = statements.length - (own ? 1 : 0);
  let done = 0;
  const runUpTo = async (end: number) => {
    for (; done < end; done++) await run(statements.at(done) as Statement);
  };
  try {
    if (own) await runUpTo(1);
    else await session.run('BEGIN');
    await entry.begin(progressCounter(statements)(0));
    await runUpTo(last);
    // Of a file that is finished, nobody asks for less than the whole.
    await entry.advance({ done: statements.length, sha256: file.sha256 });
    await entry.finish(performance.now() - began);
    if (own) await runUpTo(statements.length);
    else await session.run('COMMIT');
    return { ok: true, milliseconds: performance.now() - began };
  } catch (error) {
    const statement = statements.at(done);
    return failureOf(error, { index: statement && done, line: statement && lineOfError(statement, error), applied: 0 });
  }
}

/** From the position that the server gives, in characters of the statement, from 1. */
export function lineOfError({ text, line }: Pick<Statement, 'text' | 'line'>, error: unknown): number {
  const position = serverError(error)?.position;
  if (position === undefined) return line;
  const sent = decoded(text);
  return line - 1 + lineAt(sent, utf16Position(sent, position));
}

/** A character beyond U+FFFF is two units here. */
function utf16Position(text: string, position: number): number {
  let [at, left] = [0, position - 1];
  for (; left > 0 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
