import { statementHead } from './code.ts';
import type { Engine } from './engine.ts';

/** A session that holds a lock for which another one waits, as far as this user may see it. */
export interface Blocker {
  /** Process id or connection id on the server. */
  readonly session: string;
  readonly user?: string | undefined;
  readonly application?: string | undefined;
  readonly client?: string | undefined;
  /** When its transaction began. */
  readonly since?: Date | undefined;
  /** What it does now, in the server's words: "idle in transaction". */
  readonly state?: string | undefined;
  /** The text that it runs, or has run last. */
  readonly statement?: string | undefined;
  /** False where the server does not tell who holds the lock, and this is one of the sessions with an open transaction. */
  readonly certain: boolean;
}

const maxShown = 3;

/** Who holds what is waited for, in a sentence, without the strings of their statements. */
export function blockersText(blockers: readonly Blocker[], engine: Engine): string {
  const shown = blockers.slice(0, maxShown).map((blocker) => blockerText(blocker, engine));
  const more = blockers.length > maxShown ? `, and ${blockers.length - maxShown} more` : '';
  return blockers[0]?.certain
    ? `The lock is held by ${shown.join('; ')}${more}.`
    : `The server does not tell who holds the lock. A transaction is open in ${shown.join('; ')}${more}.`;
}

function blockerText(blocker: Blocker, engine: Engine): string {
  const { session, user, application, client, since, state, statement } = blocker;
  const details = [
    user && `user ${user}`,
    application,
    client && `from ${client}`,
    since && `in a transaction since ${since.toISOString()}`,
    state,
    statement && `statement: ${statementHead(statement, engine)}`,
  ];
  const known = details.filter((detail) => detail).join(', ');
  return known === '' ? `session ${session}` : `session ${session} (${known})`;
}
