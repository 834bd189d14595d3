import { performance } from 'node:perf_hooks';
import { isInterrupted } from '../domain/sql/interruption.ts';
import { isSessionSetting } from '../domain/sql/progress.ts';
import { resumption } from '../domain/sql/resumption.ts';
import type { Statement, Statements } from '../domain/sql/statement.ts';
import type { EntryWriter } from './entry-writer.ts';
import { type FileResult, type FileRun, failureOf } from './file-run.ts';
import type { FileSession } from './file-session.ts';
import { invalidIndex } from './invalid-index.ts';
import { type Progress, progressCounter } from './progress.ts';
import { lineOfError } from './run-in-transaction.ts';
import { statementRunner } from './run-statement.ts';
import { type ServerError, type Session, serverError } from './session.ts';

/**
 * Runs a file statement by statement, where no transaction can hold it: MySQL commits with each DDL statement, and
 * PostgreSQL's CREATE INDEX CONCURRENTLY takes none. The ledger records each statement that is begun and done, so that the next
 * run resumes there; a new file of which nothing is applied leaves no entry.
 */
export async function runStatements(file: FileRun, through: FileSession): Promise<FileResult> {
  const began = performance.now();
  const { statements } = file;
  const { session, entry, signal } = through;
  const progressAt = progressCounter(statements);
  let index = file.from;
  let applied = file.from;
  let reached = progressAt(file.from);
  let ran = file.from;
  const runner = statementRunner(through, () => {
    ran = index + 1;
  });
  try {
    await entry.begin(reached);
    for (const position of repeated(file, session)) await runner.repeat(statements.at(position) as Statement);
    for (; index < statements.length; index++) {
      if (signal.aborted) return failedAt(applied, statements, stopped);
      const next = progressAt(index + 1);
      await runner.run(statements.at(index) as Statement, next);
      reached = next;
      if (!session.inTransaction()) applied = index + 1;
    }
    if (session.inTransaction()) return failedAt(applied, statements, leftOpen);
    await entry.finish(performance.now() - began);
    await runner.commitOwn();
    return { ok: true, milliseconds: performance.now() - began };
  } catch (error) {
    const statement = statements.at(index);
    // What has run without its record stays begun.
    if (Math.max(reached.done, ran) === index && isRefused(error))
      await settle({ file, applied, session, entry, reached });
    const leaves = statement && (await invalidIndex(session, statement, error));
    const line = statement && lineOf(statement, error);
    return failureOf(error, { index: statement && index, line, applied, ...(leaves ? { leaves } : {}) });
  }
}

/** The plan is refused where the session cannot be had again, so nothing is left out here. */
function repeated({ statements, from }: FileRun, { engine }: Session): readonly number[] {
  const resumed = resumption(statements, from, engine);
  return resumed.ok ? resumed.repeat : [];
}

/** Whether the server refused a statement: an interrupted one may have taken effect. */
function isRefused(error: unknown): boolean {
  const answer = serverError(error);
  return !!answer && !answer.connectionLost && !isInterrupted(answer.code);
}

interface Refused {
  readonly file: FileRun;
  readonly applied: number;
  readonly session: Session;
  readonly entry: EntryWriter;
  readonly reached: Progress;
}

/**
 * A refused statement is no longer begun; a new file that had only set the session up leaves no entry. The file may have left a
 * transaction open, or automatic commits switched off. An error here leaves the entry, which does no harm.
 */
async function settle({ file, applied, session, entry, reached }: Refused): Promise<void> {
  const { known, statements } = file;
  const leavesNothing =
    !known && !statements.slice(0, applied).some(({ text }) => !isSessionSetting(text, session.engine));
  try {
    if (session.inTransaction()) await session.run('ROLLBACK');
    if (leavesNothing) await entry.withdraw();
    else if (reached.done === applied) await entry.advance(reached);
    if (session.inTransaction()) await session.run('COMMIT');
  } catch (error) {
    if (!serverError(error)) throw error;
  }
}

const stopped = { message: 'the run was stopped', code: 'STOPPED', connectionLost: false };
const leftOpen = {
  message: 'the file ends inside a transaction that it began; end it with COMMIT',
  code: 'OPEN_TRANSACTION',
  connectionLost: false,
};

function failedAt(index: number, statements: Statements, error: ServerError): FileResult {
  return { ok: false, failure: { index, line: statements.at(index)?.line, error, applied: index } };
}

/** MySQL gives the line of a syntax error, counted within the statement; PostgreSQL its position. */
function lineOf(statement: Statement, error: unknown): number {
  const [, within] = / at line (\d+)$/.exec(serverError(error)?.message ?? '') ?? [];
  return within === undefined ? lineOfError(statement, error) : statement.line + Number(within) - 1;
}
