import { createHash, randomBytes } from 'node:crypto';
import type { Queries } from '../database/database.ts';
import { type User, userColumns, userFromRow } from './user.ts';

export const sessionSeconds = 8 * 3600;

/** Starts a session and answers its token, which is known to nobody but the caller: the database keeps only its SHA-256. */
export async function startSession(queries: Queries, user: User, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
  await queries.change('insert into sessions (token_sha256, user_id, created_at, expires_at) values (?, ?, ?, ?)', [
    sha256(token),
    user.id,
    now,
    expiresAt,
  ]);
  return token;
}

/** Who a token belongs to; nobody once it has expired or its session was ended. */
export async function userOfSession(queries: Queries, token: string, now: Date): Promise<User | undefined> {
  const [row] = await queries.rows(
    `select ${userColumns} from sessions join users on users.id = sessions.user_id
     where sessions.token_sha256 = ? and sessions.expires_at > ?`,
    [sha256(token), now],
  );
  return row && userFromRow(row);
}

export async function endSession(queries: Queries, token: string): Promise<void> {
  await queries.change('delete from sessions where token_sha256 = ?', [sha256(token)]);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
