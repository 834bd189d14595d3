import type { Database } from '../backend/src/database/database.ts';
import { openDatabase } from '../backend/src/database/open-database.ts';
import { integer } from '../backend/src/database/row.ts';
import { databaseAddress } from './database-address.ts';

/** An AWS Lambda function for an EventBridge schedule: deletes the sessions that have expired, and answers how many. */
export async function handler(): Promise<{ readonly deleted: number }> {
  const database = openDatabase(databaseAddress(process.env, new Date()));
  try {
    return { deleted: await deleteExpiredSessions(database, new Date()) };
  } finally {
    await database.close();
  }
}

/** Deletes the sessions that expired before a moment, and answers how many. */
export async function deleteExpiredSessions(database: Database, before: Date): Promise<number> {
  const [row] = await database.rows(
    database.engine === 'mysql' ? 'call delete_expired_sessions(?)' : 'select delete_expired_sessions(?) as deleted',
    [before],
  );
  if (!row) throw new Error('delete_expired_sessions answered nothing; has the migration 003 been applied?');
  return integer(row, 'deleted');
}
