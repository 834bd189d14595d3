import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { text } from '../database/row.ts';
import { readJson } from '../http/body.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Route } from '../http/router.ts';
import { failedTooOften, forgetFailedLogins, recordFailedLogin, retryAfterSeconds } from './failed-logins.ts';
import { hashOfNobody, verifyPassword } from './password.ts';
import { endedSessionCookie, sessionCookie, sessionToken } from './session-cookie.ts';
import { endSession, sessionSeconds, startSession, userOfSession } from './session-store.ts';
import { roles, type User, userColumns, userFromRow } from './user.ts';

/** Signing in and out, and who can be given a request. */
export function authRoutes(database: Database, config: Config, now: () => Date): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/session',
      access: 'public',
      handle: async ({ request }) => {
        const fields = await readJson(request);
        const user = await authenticate(
          database,
          fields.text('email', 254).toLowerCase(),
          fields.text('password', 200),
          now(),
        );
        const token = await startSession(database, user, now());
        return Response.json({ user }, { headers: { 'set-cookie': sessionCookie(token, sessionSeconds, config) } });
      },
    },
    {
      method: 'GET',
      path: '/session',
      access: 'public',
      handle: async ({ request }) => {
        const token = sessionToken(request);
        const user = token ? await userOfSession(database, token, now()) : undefined;
        return Response.json({ user: user ?? null });
      },
    },
    {
      method: 'DELETE',
      path: '/session',
      access: 'public',
      handle: async ({ request }) => {
        const token = sessionToken(request);
        if (token) await endSession(database, token);
        return new Response(null, { status: 204, headers: { 'set-cookie': endedSessionCookie(config) } });
      },
    },
    {
      method: 'GET',
      path: '/users',
      access: 'signed-in',
      roles: ['admin', 'operator', 'manager'],
      handle: async ({ url }) => Response.json({ users: await usersOfRole(database, url.searchParams.get('role')) }),
    },
  ];
}

/** The user with this address and password. Throws 429 or 401, and never tells whether the account exists. */
async function authenticate(database: Database, email: string, password: string, now: Date): Promise<User> {
  if (await failedTooOften(database, email, now)) {
    throw new HttpProblem(429, 'too-many-attempts', 'Too many failed attempts. Try again in a quarter of an hour.', {
      'retry-after': String(retryAfterSeconds),
    });
  }
  const [row] = await database.rows(`select ${userColumns}, users.password_hash from users where email = ?`, [email]);
  const correct = await verifyPassword(password, row ? text(row, 'password_hash') : hashOfNobody);
  if (!row || !correct) {
    await recordFailedLogin(database, email, now);
    throw new HttpProblem(401, 'wrong-credentials', 'The email address or the password is wrong.');
  }
  await forgetFailedLogins(database, email);
  return userFromRow(row);
}

async function usersOfRole(database: Database, role: string | null): Promise<readonly User[]> {
  const wanted = roles.filter((known) => role === null || known === role);
  if (wanted.length === 0) return [];
  const marks = wanted.map(() => '?').join(', ');
  const rows = await database.rows(
    `select ${userColumns} from users where role in (${marks}) order by name, id`,
    wanted,
  );
  return rows.map(userFromRow);
}
