import type { Engine } from './engine.ts';
import { mysqlSessionAfter } from './mysql-session-state.ts';
import { postgresSessionAfter } from './postgres-session-state.ts';
import type { SessionState } from './session-notes.ts';
import type { Statements } from './statement.ts';

/** The state of a session after statements of a file, as far as they show it. */
export function sessionAfter(statements: Statements, engine: Engine): SessionState {
  const after = engine === 'mysql' ? mysqlSessionAfter : postgresSessionAfter;
  return after(statements);
}
