import type { Statements } from '../domain/sql/statement.ts';
import type { Session } from './session.ts';

/** Does something in the role in which the session was opened, and goes back to the one that the file has taken. */
export type InOwnRole = <T>(work: () => Promise<T>) => Promise<T>;

const taken = /\b(?:role|authorization|(?:reset|discard)\s{1,20}all)\b/i;

/**
 * A file of PostgreSQL may SET ROLE to the owner of its tables, who need not have the ledger. Where a file names no role, no
 * question is asked.
 */
export function ownRole(session: Session, statements: Pick<Statements, 'some'>): InOwnRole {
  if (session.engine === 'mysql' || !statements.some(({ text }) => taken.test(text))) return (work) => work();
  let own: Roles | undefined;
  return async (work) => {
    const now = await rolesOf(session);
    own ??= now;
    if (now.user === own.user && now.role === own.role) return work();
    if (now.user !== own.user) await session.run('RESET SESSION AUTHORIZATION');
    await session.run('RESET ROLE');
    const result = await work();
    if (now.user !== own.user) await session.run(`SET SESSION AUTHORIZATION ${quoted(now.user)}`);
    await session.run(`SET ROLE ${now.role === 'none' ? 'NONE' : quoted(now.role)}`);
    return result;
  };
}

interface Roles {
  readonly user: string;
  readonly role: string;
}

async function rolesOf(session: Session): Promise<Roles> {
  const [row] = await session.query("SELECT session_user AS name, pg_catalog.current_setting('role') AS role");
  return { user: String(row?.['name']), role: String(row?.['role']) };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
