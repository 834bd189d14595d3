import { UserError } from '../errors.ts';
import { type Session, serverError } from './session.ts';

/**
 * Throws where a proxy gives a session of the server to whoever has a transaction: the lock would be somebody else's, or nobody's.
 * The sign: while a transaction keeps one session busy, another client gets a second, and after its end the one that was used last.
 * MySQL's proxies keep a session that has taken a lock, so there each statement asks for it.
 */
export async function refusePooling(session: Session, another: () => Promise<Session>): Promise<void> {
  if (!session.proxied || session.engine === 'mysql') return;
  const other = await another();
  try {
    await session.run('BEGIN');
    const before = await serverSession(other);
    await session.run('COMMIT');
    const after = [await serverSession(other), await serverSession(other)];
    const own = await serverSession(session);
    if (after.some((id) => id !== before) || own === before || own !== session.id) throw pooled(undefined);
  } catch (error) {
    throw serverError(error) ? pooled(error) : error;
  } finally {
    await other.close();
  }
}

async function serverSession(session: Session): Promise<number> {
  const [row] = await session.query('SELECT pg_backend_pid() AS id');
  return Number(row?.['id']);
}

function pooled(cause: unknown): UserError {
  const refused = serverError(cause);
  return new UserError(
    {
      what: 'A proxy stands before the database that shares its sessions between transactions; nothing was changed.',
      why: `The lock and the settings of a session would be lost between two statements${refused ? `: ${refused.message} (${refused.code})` : ''}.`,
      next: 'Give the address of the database itself, or a pool of the proxy with pool_mode = session.',
    },
    { cause },
  );
}
