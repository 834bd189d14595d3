import { statementHead } from '../../domain/sql/code.ts';
import { type Engine, engineTitle } from '../../domain/sql/engine.ts';
import { UserError } from '../../errors.ts';
import type { FileFailure } from '../../sql/file-run.ts';
import type { SqlFile } from './files.ts';
import type { DatabaseChange, RunFile } from './plan.ts';
import { serverAdvice } from './server-advice.ts';
import { shownLines, shownNames } from './shown.ts';

/** The refusal of statements that destroy data, or undefined when there are none. */
export function destructiveRefused(changes: readonly DatabaseChange[]): UserError | undefined {
  const found = changes.flatMap((change) =>
    'destructive' in change
      ? change.destructive.map(({ line, statement, effect }) => `${change.resource}:${line} ${effect}: ${statement}`)
      : [],
  );
  if (found.length === 0) return undefined;
  return new UserError({
    what: `${found.length === 1 ? 'A statement destroys' : `${found.length} statements destroy`} data:\n${shownLines(found)}`,
    why: 'Deleted data can be restored only from a backup.',
    next: 'Nothing was changed. If this is intended, use allow-destructive: true (and snapshot: when-pending).',
  });
}

export function lockBusy(database: string, holder: string | undefined, seconds: number): UserError {
  return new UserError({
    what: `The lock of the database ${database} was not free within ${seconds} seconds; nothing was changed.`,
    why: `Its holder is ${holder ?? 'a session that this user may not see'}.`,
    next: 'Wait for that run to end, or raise lock-timeout-seconds. If its session is left over, end it on the server.',
  });
}

export function lockLost(before: string): UserError {
  return new UserError({
    what: `The lock was lost; ${before} was not started, or not finished under the lock.`,
    why: 'The session that held the lock has ended: its connection was lost, or it was ended on the server.',
    next: 'Run the job again: it resumes where this run stopped.',
  });
}

interface FailedFile {
  readonly change: RunFile;
  readonly changes: readonly DatabaseChange[];
  readonly source: SqlFile;
  readonly failure: FileFailure;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** The next step, where it is not the usual one. */
  readonly advice: string | undefined;
}

/** Where a file failed, the server's error, and which statements are applied. */
export function fileFailed({ change, changes, source, failure, engine, signal, advice }: FailedFile): UserError {
  const { index, line, error } = failure;
  const statement = index === undefined ? undefined : source.statements[index];
  const where = line === undefined ? change.resource : `${change.resource}:${line}`;
  const head = statement ? ` in: ${statementHead(statement.text, engine)}` : '';
  const why = signal.aborted
    ? `The run was stopped: ${signal.reason instanceof Error ? signal.reason.message : signal.reason}`
    : `${engineTitle(engine)} reported: ${error.message} (${error.code}).`;
  return new UserError({
    what: `${where} failed${head}.`,
    why: `${why} ${appliedPart(change, source, failure)} ${otherFiles(change, changes)}`,
    next: advice ?? serverAdvice(engine, error.code) ?? 'Correct the file and run again; no clean-up is needed.',
  });
}

/** Which statements of a failed file are applied. */
function appliedPart(change: RunFile, { mode, statements }: SqlFile, { applied, error, index }: FileFailure): string {
  if (mode !== 'statements') return 'No statement of this file is applied: its transaction was rolled back.';
  if (change.kind === 'seed') return 'The next run runs this seed from its beginning.';
  const unknown = error.connectionLost && index !== undefined ? unknownOutcome(change.file, index) : '';
  if (applied === 0) return `No statement of this file is applied.${unknown}`;
  const which = applied === 1 ? 'Statement 1' : `Statements 1 to ${applied}`;
  const done = `${which} of ${statements.length} ${applied === 1 ? 'is' : 'are'} applied`;
  return `${done}; the next run resumes after that, so do not edit what is applied.${unknown}`;
}

/** The server may have finished a DDL statement after the connection was lost; only a person can check that. */
function unknownOutcome(file: string, index: number): string {
  return ` The connection was lost during statement ${index + 1}. If that statement is applied, record it: UPDATE seed_rds_ledger SET statements_done = ${index + 1} WHERE file = '${file}'.`;
}

function otherFiles(change: RunFile, changes: readonly DatabaseChange[]): string {
  const files = changes
    .filter((each) => each.kind === 'migrate' || each.kind === 'seed')
    .map(({ resource }) => resource);
  const at = files.indexOf(change.resource);
  return `Applied before it: ${shownNames(files.slice(0, at))}; not started: ${shownNames(files.slice(at + 1))}.`;
}
