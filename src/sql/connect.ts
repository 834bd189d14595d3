import { engineTitle } from '../domain/sql/engine.ts';
import { UserError } from '../errors.ts';
import type { DatabaseAccess, SessionSettings } from './access.ts';
import { type BoundedSession, bounded } from './bounded-session.ts';
import { type SqlBounds, usualBounds } from './bounds.ts';
import { connectionAdvice } from './connection-advice.ts';
import { type Session, serverError } from './session.ts';

/** Opens a session, or throws a UserError with the cause. Only the driver of the engine is loaded. */
export async function connectDatabase(
  access: DatabaseAccess,
  settings: SessionSettings,
  onNotice: (message: string) => void = () => undefined,
  bounds: SqlBounds = usualBounds,
): Promise<BoundedSession> {
  const session = await connected(access, settings, onNotice, bounds);
  return bounded(session, settings.lockTimeoutSeconds * 1_000 + bounds.answerMilliseconds);
}

async function connected(
  access: DatabaseAccess,
  settings: SessionSettings,
  onNotice: (message: string) => void,
  { connectMilliseconds }: SqlBounds,
): Promise<Session> {
  try {
    if (access.engine === 'postgres') {
      const { connectPostgres } = await import('./postgres-session.ts');
      return await connectPostgres(access, settings, onNotice, connectMilliseconds);
    }
    const { connectMysql } = await import('./mysql-session.ts');
    return await connectMysql(access, settings, connectMilliseconds);
  } catch (error) {
    throw explained(error, access);
  }
}

function explained(error: unknown, { engine, database, authentication }: DatabaseAccess): unknown {
  const failure = serverError(error);
  if (!failure) return error;
  return new UserError(
    {
      what: `The ${engineTitle(engine)} database ${database} could not be opened; nothing was changed.`,
      why: `${failure.message} (${failure.code}).`,
      next: connectionAdvice(failure.code, failure.message, authentication),
    },
    { cause: error },
  );
}
