import type { Statement } from '../domain/sql/statement.ts';
import type { SessionSettings } from './access.ts';
import type { BoundedSession } from './bounded-session.ts';
import { answeredWithin, type SqlBounds } from './bounds.ts';
import type { Recording, Session } from './session.ts';

/**
 * While a session works, which may take hours, another one asks whether the server lives: where it does not answer, the session
 * is given up. The same where the lock is lost, or the server does not stop a statement.
 */
export function watchOver(
  session: BoundedSession,
  lock: { readonly session: Session; isHeld(): Promise<boolean> },
  { aliveMilliseconds, stopMilliseconds }: SqlBounds,
) {
  const giveUp = (milliseconds: number) => () => session.giveUp(milliseconds);
  let stopping: NodeJS.Timeout | undefined;
  const asking = setInterval(() => {
    // An error is an answer: what is lost is noticed by the session itself. Without the lock another run may begin.
    answeredWithin(aliveMilliseconds, lock.isHeld(), giveUp(aliveMilliseconds)).then(
      (held) => (held ? undefined : session.destroy()),
      () => undefined,
    );
  }, aliveMilliseconds);
  return {
    stop() {
      void cancel(lock.session, session);
      stopping = setTimeout(giveUp(stopMilliseconds), stopMilliseconds);
    },
    end() {
      clearInterval(asking);
      clearTimeout(stopping);
    },
  };
}

/** Stops a session's statement: closing the connection would leave it running on the server. */
async function cancel(lockSession: Session, { engine, id }: Session): Promise<void> {
  const stop = engine === 'mysql' ? `KILL QUERY ${id}` : `SELECT pg_cancel_backend(${id})`;
  await lockSession.run(stop).catch(() => undefined);
}

/** PostgreSQL has a timeout for statements. MySQL has one for SELECT only, so there the other session stops the statement. */
export function limited(session: Session, lockSession: Session, { statementTimeoutSeconds }: SessionSettings) {
  const within = async <T>(work: () => Promise<T>): Promise<T> => {
    if (session.engine === 'postgres' || statementTimeoutSeconds === undefined) return work();
    let isStopped = false;
    const timer = setTimeout(() => {
      isStopped = true;
      void cancel(lockSession, session);
    }, statementTimeoutSeconds * 1_000);
    try {
      const result = await work();
      // A sleep that is stopped ends well, and nobody knows of what else a statement was stopped.
      if (isStopped) throw stoppedUnheard();
      return result;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    run: (statement: Statement) => within(() => session.runStatement(statement)),
    runRecorded: (record: Recording, statement: Statement) => within(() => session.runRecorded(record, statement)),
  };
}

/** As the server says it of a statement that notices. https://dev.mysql.com/doc/refman/8.4/en/kill.html */
function stoppedUnheard(): Error {
  const message = 'Query execution was interrupted, and ended without an error of its own';
  return Object.assign(new Error(message), { code: 'ER_QUERY_INTERRUPTED' });
}
