import { createHash } from 'node:crypto';
import type { Queries } from '../database/database.ts';
import { integer } from '../database/row.ts';

const windowSeconds = 900;
const most = 10;

/**
 * Whether an address has failed too often of late. Failures are kept in the database, because several instances serve,
 * and for addresses without an account too, so that the limit does not tell which accounts exist.
 */
export async function failedTooOften(queries: Queries, email: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - windowSeconds * 1000);
  const [row] = await queries.rows(
    'select count(*) as failures from failed_logins where email_sha256 = ? and failed_at > ?',
    [emailKey(email), since],
  );
  return row !== undefined && integer(row, 'failures') >= most;
}

export async function recordFailedLogin(queries: Queries, email: string, now: Date): Promise<void> {
  await queries.change('insert into failed_logins (email_sha256, failed_at) values (?, ?)', [emailKey(email), now]);
}

export async function forgetFailedLogins(queries: Queries, email: string): Promise<void> {
  await queries.change('delete from failed_logins where email_sha256 = ?', [emailKey(email)]);
}

export const retryAfterSeconds = windowSeconds;

function emailKey(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}
