import { performance } from 'node:perf_hooks';
import { encoded } from '../domain/sql/byte-text.ts';
import { changesRowsOnly, isSessionSetting, tableLock } from '../domain/sql/progress.ts';
import type { Statement } from '../domain/sql/statement.ts';
import type { EntryWriter } from './entry-writer.ts';
import { type FileResult, type FileRun, failureOf } from './file-run.ts';
import type { FileSession } from './file-session.ts';
import { progressCounter } from './progress.ts';
import { lineOfError } from './run-in-transaction.ts';
import { type ServerError, type Session, serverError } from './session.ts';

/**
 * Runs a file statement by statement, where no transaction can hold it: MySQL commits with each DDL statement, and
 * PostgreSQL's CREATE INDEX CONCURRENTLY takes none. The ledger records each statement that is done, so that the next run
 * resumes there; a new file of which nothing is applied leaves no entry.
 */
export async function runStatements(file: FileRun, through: FileSession): Promise<FileResult> {
  const began = performance.now();
  const { statements } = file;
  const { session, entry, signal } = through;
  const progressAt = progressCounter(statements);
  let index = file.from;
  let ran = file.from;
  let applied = file.from;
  const record = () => {
    ran = index + 1;
    return entry.advance(progressAt(ran));
  };
  const runOne = statementRunner(through, record);
  try {
    await entry.begin(progressAt(file.from));
    await repeatSettings(statements.slice(0, file.from), session);
    for (; index < statements.length; index++) {
      if (signal.aborted) return failedAt(applied, statements, stopped);
      await runOne(statements[index] as Statement);
      if (!session.inTransaction()) applied = index + 1;
    }
    if (session.inTransaction()) return failedAt(applied, statements, leftOpen);
    await entry.finish(performance.now() - began);
    await commitOwn(session);
    return { ok: true, milliseconds: performance.now() - began };
  } catch (error) {
    const statement = statements[index];
    if (ran === index && leavesNothing(file, applied, session, error)) await withdraw(session, entry);
    return failureOf(error, { index: statement && index, line: statement && lineOf(statement, error), applied });
  }
}

/**
 * A statement that changes rows commits together with its record; inside a transaction of the file, every statement does.
 * LOCK TABLES locks the ledger as well, so that it can be written; under it a transaction would release the locks.
 */
function statementRunner({ session, ledgerTable, run }: FileSession, record: () => Promise<void>) {
  let locked = false;
  return async (statement: Statement): Promise<void> => {
    const step = tableLock(statement.text, session.engine);
    const together =
      !session.inTransaction() && session.autocommits() && changesRowsOnly(statement.text, session.engine);
    if (together) await session.run(locked ? 'SET autocommit = 0' : 'START TRANSACTION');
    await run(
      step === 'locks' ? { ...statement, text: `${statement.text}, ${encoded(ledgerTable)} WRITE` } : statement,
    );
    if (step !== 'none') locked = step === 'locks';
    const joins = session.inTransaction();
    await record();
    if (together) await session.run('COMMIT');
    else if (!joins) await commitOwn(session);
    if (together && locked) await session.run('SET autocommit = 1');
  };
}

/** Where automatic commits are switched off, our own statement opens a transaction that the file does not know of. */
async function commitOwn(session: Session): Promise<void> {
  if (!session.autocommits()) await session.run('COMMIT');
}

/** Whether a new file had only set the session up when the server refused a statement. An interrupted one may have taken effect. */
function leavesNothing({ known, statements }: FileRun, applied: number, { engine }: Session, error: unknown): boolean {
  const answer = serverError(error);
  const refused = answer && !answer.connectionLost && !interrupted.test(answer.code);
  return !!refused && !known && statements.slice(0, applied).every(({ text }) => isSessionSetting(text, engine));
}

const interrupted = /^(57014|ER_(QUERY_INTERRUPTED|STATEMENT_TIMEOUT|QUERY_TIMEOUT))$/;

/** The file may have left a transaction open, or automatic commits switched off. An error here leaves the entry, which does no harm. */
async function withdraw(session: Session, entry: EntryWriter): Promise<void> {
  try {
    if (session.inTransaction()) await session.run('ROLLBACK');
    await entry.withdraw();
    if (session.inTransaction()) await session.run('COMMIT');
  } catch (error) {
    if (!serverError(error)) throw error;
  }
}

async function repeatSettings(done: readonly Statement[], session: Session): Promise<void> {
  for (const statement of done)
    if (isSessionSetting(statement.text, session.engine)) await session.runStatement(statement);
}

const stopped = { message: 'the run was stopped', code: 'STOPPED', connectionLost: false };
const leftOpen = {
  message: 'the file ends inside a transaction that it began; end it with COMMIT',
  code: 'OPEN_TRANSACTION',
  connectionLost: false,
};

function failedAt(index: number, statements: readonly Statement[], error: ServerError): FileResult {
  return { ok: false, failure: { index, line: statements[index]?.line, error, applied: index } };
}

/** MySQL gives the line of a syntax error, counted within the statement; PostgreSQL its position. */
function lineOf(statement: Statement, error: unknown): number {
  const [, within] = / at line (\d+)$/.exec(serverError(error)?.message ?? '') ?? [];
  return within === undefined ? lineOfError(statement, error) : statement.line + Number(within) - 1;
}
