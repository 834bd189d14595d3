import { performance } from 'node:perf_hooks';
import { lineAt } from '../domain/sql/statement.ts';
import { doneSha256, type FileResult, type FileRun, failureOf } from './file-run.ts';
import { ledgerPage, type Provenance } from './ledger.ts';
import { type Session, serverError } from './session.ts';

/**
 * Runs a file as PostgreSQL parses it, whole, in one transaction with its ledger entry: all of it or nothing.
 * The server tells the position of most errors; else the count of statements that were done tells the line.
 */
export async function runInTransaction(
  file: FileRun,
  session: Session,
  ledger: string,
  provenance: Provenance,
): Promise<FileResult> {
  const began = performance.now();
  const total = file.statements.length;
  const page = ledgerPage(
    session,
    ledger,
    { ...file, statements: total, from: 0, doneSha256: doneSha256([], 0) },
    provenance,
  );
  let done = 0;
  try {
    await session.run('BEGIN');
    await page.begin();
    await session.run(file.text, () => done++);
    await page.done(total, doneSha256(file.statements, total));
    await page.finish(performance.now() - began);
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
