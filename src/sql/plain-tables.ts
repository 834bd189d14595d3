import type { Session } from './session.ts';

/** Asks once whether the server has tables without transactions, or makes such tables where no engine is named. */
export function plainTables(session: Session): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => {
    answer ??= session.query(question).then(([row]) => Number(row?.['found']) === 1);
    return answer;
  };
}

const question = `SELECT (@@default_storage_engine <> 'InnoDB' OR EXISTS (
    SELECT 1 FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
    WHERE t.TABLE_TYPE = 'BASE TABLE' AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'
      AND t.TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema'))) AS found`;
