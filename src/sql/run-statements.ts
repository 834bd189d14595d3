import { performance } from 'node:perf_hooks';
import { changesRowsOnly, isSessionSetting } from '../domain/sql/progress.ts';
import type { Statement } from '../domain/sql/statement.ts';
import { doneSha256, type FileResult, type FileRun, failureOf } from './file-run.ts';
import { type LedgerPage, ledgerPage, type Provenance } from './ledger.ts';
import { type ServerError, type Session, serverError } from './session.ts';

/** Runs one statement, within the time it may take. */
type Bounded = (session: Session, sql: string) => Promise<void>;

/**
 * Runs a file statement by statement, where no transaction can hold it: MySQL commits with each DDL statement, and
 * PostgreSQL's CREATE INDEX CONCURRENTLY takes none. Each statement is marked as done, so that the next run goes on there;
 * a new file that leaves nothing behind leaves no entry either.
 */
export async function runStatements(
  file: FileRun,
  session: Session,
  ledger: string,
  provenance: Provenance,
  bounded: Bounded,
  signal: AbortSignal,
): Promise<FileResult> {
  const began = performance.now();
  const { statements, from } = file;
  const sha256 = doneSha256(statements, from);
  const page = ledgerPage(session, ledger, { ...file, statements: statements.length, doneSha256: sha256 }, provenance);
  let index = from;
  let ran = from;
  let kept = from;
  const runStatement: Bounded = async (...statement) => {
    await bounded(...statement);
    ran = index + 1;
  };
  try {
    await page.begin();
    await repeatSettings(statements.slice(0, from), session);
    for (; index < statements.length; index++) {
      if (signal.aborted) return ended(statements, kept, stopped);
      await runAndMark(statements, index, session, page, runStatement);
      if (!session.inTransaction()) kept = index + 1;
    }
    if (session.inTransaction()) return ended(statements, kept, leftOpen);
    await page.finish(performance.now() - began);
    return { ok: true, milliseconds: performance.now() - began };
  } catch (error) {
    const statement = statements[index];
    if (ran === index && leavesNothing(file, kept, session, error)) await withdraw(session, page);
    return failureOf(error, { index: statement && index, line: statement && lineOf(statement, error), applied: kept });
  }
}

/** A statement that changes rows becomes true together with its mark; one inside the file's own transaction does anyway. */
async function runAndMark(
  statements: readonly Statement[],
  index: number,
  session: Session,
  page: LedgerPage,
  bounded: Bounded,
): Promise<void> {
  const text = statements[index]?.text ?? '';
  const together = !session.inTransaction() && changesRowsOnly(text, session.engine);
  if (together) await session.run('START TRANSACTION');
  await bounded(session, text);
  await page.done(index + 1, doneSha256(statements, index + 1));
  if (together) await session.run('COMMIT');
}

/** Whether a new file had only set the session up when the server refused a statement; one that was cut short may have taken effect. */
function leavesNothing({ known, statements }: FileRun, kept: number, { engine }: Session, error: unknown): boolean {
  const said = serverError(error);
  const refused = said && !said.connectionLost && !cutShort.test(said.code);
  return !!refused && !known && statements.slice(0, kept).every(({ text }) => isSessionSetting(text, engine));
}

const cutShort = /^(57014|ER_(QUERY_INTERRUPTED|STATEMENT_TIMEOUT|QUERY_TIMEOUT))$/;

/** The file may have left a transaction open, or automatic commits switched off. What fails here leaves the entry, which does no harm. */
async function withdraw(session: Session, page: LedgerPage): Promise<void> {
  try {
    if (session.inTransaction()) await session.run('ROLLBACK');
    await page.withdraw();
    if (session.inTransaction()) await session.run('COMMIT');
  } catch (error) {
    if (!serverError(error)) throw error;
  }
}

async function repeatSettings(done: readonly Statement[], session: Session): Promise<void> {
  for (const { text } of done) if (isSessionSetting(text, session.engine)) await session.run(text);
}

const stopped = { message: 'the run was stopped', code: 'STOPPED', connectionLost: false };
const leftOpen = {
  message: 'the file ends inside a transaction that it began; end it with COMMIT',
  code: 'OPEN_TRANSACTION',
  connectionLost: false,
};

function ended(statements: readonly Statement[], kept: number, error: ServerError): FileResult {
  return { ok: false, failure: { index: kept, line: statements[kept]?.line, error, applied: kept } };
}

/** MySQL tells the line of a syntax error, counted within the statement. */
function lineOf({ line }: Statement, error: unknown): number {
  const [, within] = / at line (\d+)$/.exec(serverError(error)?.message ?? '') ?? [];
  return within === undefined ? line : line + Number(within) - 1;
}
