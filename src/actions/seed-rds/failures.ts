import { blockersText } from '../../domain/sql/blocker.ts';
import { statementHead } from '../../domain/sql/code.ts';
import { type Engine, engineTitle } from '../../domain/sql/engine.ts';
import { isInterrupted } from '../../domain/sql/interruption.ts';
import { sharesTransaction } from '../../domain/sql/progress.ts';
import { statementEffect } from '../../domain/sql/statement-effect.ts';
import { UserError } from '../../errors.ts';
import type { FileFailure } from '../../sql/file-run.ts';
import { cannotGoOn, lostAfter } from './check-resumption.ts';
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
  const statement = index === undefined ? undefined : source.statements.at(index);
  const where = line === undefined ? change.resource : `${change.resource}:${line}`;
  const head = statement ? ` in: ${statementHead(statement.text, engine)}` : '';
  const why = signal.aborted
    ? `The run was stopped: ${signal.reason instanceof Error ? signal.reason.message : signal.reason}`
    : `${own.test(error.code) ? 'The reason' : `${engineTitle(engine)} reported`}: ${error.message} (${error.code}).${failure.blockers ? ` ${blockersText(failure.blockers, engine)}` : ''}`;
  return new UserError({
    what: `${where} failed${head}.`,
    why: `${why} ${appliedPart(change, source, failure, engine)} ${otherFiles(change, changes)}`,
    next: advice ?? serverAdvice(engine, error.code) ?? 'Correct the file and run again; no clean-up is needed.',
  });
}

/** Codes of what this action found itself. */
const own = /^(LOCK_LOST|STOPPED|OPEN_TRANSACTION)$/;

/** Which statements of a failed file are applied, and how the next run goes on. */
function appliedPart(change: RunFile, source: SqlFile, failure: FileFailure, engine: Engine): string {
  const { mode, statements } = source;
  const { applied, index, leaves } = failure;
  if (mode !== 'statements' && change.done === 0)
    return 'No statement of this file is applied: its transaction was rolled back.';
  const left = leaves ? ` The invalid index ${leaves} was left behind: DROP INDEX CONCURRENTLY ${leaves};` : '';
  if (change.kind === 'seed') return `The next run runs this seed from its beginning.${left}`;
  const unknown = index === undefined ? '' : openPart(source, index, failure, engine);
  if (applied === 0) return `No statement of this file is applied.${left}${unknown}`;
  const lost = lostAfter(source, applied, engine);
  const stands = applied === 1 ? 'Statement 1' : `Statements 1 to ${applied}`;
  const done = `${stands} of ${statements.length} ${applied === 1 ? 'is' : 'are'} applied`;
  const next = lost
    ? `The next run does not go on: ${cannotGoOn(source, applied, lost)}`
    : 'The next run resumes after that, so do not edit what is applied.';
  return `${done}. ${next}${left}${unknown}`;
}

/** What is unknown of the statement at which a file of statements ended: the server may have finished it, or done a part. */
function openPart({ statements }: SqlFile, index: number, { error }: FileFailure, engine: Engine): string {
  const text = statements.at(index)?.text ?? '';
  const { kind } = statementEffect(text, engine);
  const cut = error.connectionLost || isInterrupted(error.code);
  if (cut && kind === 'unseen' && !sharesTransaction(text, engine))
    return ` It is unknown whether statement ${index + 1} took effect: the next run stops and asks for it.`;
  if (cut) return ` The next run finds out whether statement ${index + 1} took effect.`;
  return /^\s*(call|execute)\b/i.test(text)
    ? ` What statement ${index + 1} did before its error may stay: check it, because the next run begins with it again.`
    : '';
}

function otherFiles(change: RunFile, changes: readonly DatabaseChange[]): string {
  const files = changes
    .filter((each) => each.kind === 'migrate' || each.kind === 'seed')
    .map(({ resource }) => resource);
  const at = files.indexOf(change.resource);
  return `Applied before it: ${shownNames(files.slice(0, at))}; not started: ${shownNames(files.slice(at + 1))}.`;
}
