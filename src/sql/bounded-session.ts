import { answeredWithin, noAnswer } from './bounds.ts';
import type { Session } from './session.ts';

/** A session that ends where its server does not answer. Statements of files, and commits, have no limit of their own. */
export interface BoundedSession extends Session {
  /** Cuts the connection: whatever waits for an answer fails as with a lost connection. */
  giveUp(milliseconds: number): void;
}

export function bounded(session: Session, answerMilliseconds: number): BoundedSession {
  let lose: (error: Error) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  // It is nobody's but of those who wait.
  lost.catch(() => undefined);
  const giveUp = (milliseconds: number) => {
    lose(noAnswer(milliseconds));
    session.destroy();
  };
  const untilLost = <T>(answer: Promise<T>) => Promise.race([answer, lost]);
  const soon = <T>(answer: Promise<T>) => answeredWithin(answerMilliseconds, untilLost(answer), session.destroy);
  return {
    ...session,
    giveUp,
    query: (sql, values) => soon(session.query(sql, values)),
    update: (sql, values) => soon(session.update(sql, values)),
    // It may take as long as the statements before it.
    run: (sql) => (sql.startsWith('COMMIT') ? untilLost(session.run(sql)) : soon(session.run(sql))),
    runRecorded: (record, statement) => untilLost(session.runRecorded(record, statement)),
    runStatement: (statement) => untilLost(session.runStatement(statement)),
  };
}
