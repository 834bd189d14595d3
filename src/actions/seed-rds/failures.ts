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
    why: 'Data that is gone comes back only from a backup.',
    next: 'Nothing was changed. If it is meant, use allow-destructive: true (and snapshot: when-pending).',
  });
}

export function lockBusy(database: string, holder: string | undefined, seconds: number): UserError {
  return new UserError({
    what: `The lock of the database ${database} was not free within ${seconds} seconds; nothing was changed.`,
    why: `It is held by ${holder ?? 'a session that this user may not see'}.`,
    next: 'Wait for that run to end, or raise lock-timeout-seconds. A session that was left behind can be ended on the server.',
  });
}

export function lockLost(before: string): UserError {
  return new UserError({
    what: `The lock was lost; ${before} was not begun, or not finished under it.`,
    why: 'The session that held it is gone: the connection broke, or somebody ended it.',
    next: 'Run the job again: it goes on where this one stopped.',
  });
}

interface FailedFile {
  readonly change: RunFile;
  readonly changes: readonly DatabaseChange[];
  readonly source: SqlFile;
  readonly failure: FileFailure;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** What to do instead of what is usual. */
  readonly advice: string | undefined;
}

/** Where a file failed, what the server said, what stays and what does not. */
export function fileFailed({ change, changes, source, failure, engine, signal, advice }: FailedFile): UserError {
  const { index, line, error } = failure;
  const statement = index === undefined ? undefined : source.statements[index];
  const where = line === undefined ? change.resource : `${change.resource}:${line}`;
  const head = statement ? ` in: ${statementHead(statement.text, engine)}` : '';
  const why = signal.aborted
    ? `The run was stopped: ${signal.reason instanceof Error ? signal.reason.message : signal.reason}`
    : `${engineTitle(engine)} said: ${error.message} (${error.code}).`;
  return new UserError({
    what: `${where} failed${head}.`,
    why: `${why} ${whatStays(change, source, failure)} ${otherFiles(change, changes)}`,
    next: advice ?? serverAdvice(engine, error.code) ?? 'Correct the file and run again; no clean-up is needed.',
  });
}

function whatStays(change: RunFile, { mode, statements }: SqlFile, { applied, error, index }: FileFailure): string {
  if (mode === 'transaction') return 'Nothing of this file stays: its transaction was rolled back.';
  if (change.kind === 'seed') return 'The next run begins this seed again.';
  const unknown = error.connectionLost && index !== undefined ? unknownOutcome(change.file, index) : '';
  const done =
    applied === 0 ? 'None of its statements stay' : `Its first ${applied} of ${statements.length} statements stay`;
  return `${done}; the next run goes on behind them, so leave those as they are.${unknown}`;
}

/** A DDL statement may have been finished by the server after the connection was lost; only a person can see. */
function unknownOutcome(file: string, index: number): string {
  return ` The connection broke during statement ${index + 1}: if that took effect, say so: UPDATE seed_rds_ledger SET statements_done = ${index + 1} WHERE file = '${file}'.`;
}

function otherFiles(change: RunFile, changes: readonly DatabaseChange[]): string {
  const files = changes
    .filter((each) => each.kind === 'migrate' || each.kind === 'seed')
    .map(({ resource }) => resource);
  const at = files.indexOf(change.resource);
  return `Applied before it: ${shownNames(files.slice(0, at))}; not begun: ${shownNames(files.slice(at + 1))}.`;
}
