import type { Problem } from './piece.ts';

/** The key of a \restrict that is in force, and where its line ends; or the reason to refuse a command. */
export type PsqlCommand = { readonly key: string | undefined; readonly end: number } | Problem;

const restriction = /\\(restrict|unrestrict)(?:[ \t]+(\w+))?[ \t\r]*(?:\n|$)/y;

/**
 * pg_dump puts \restrict and \unrestrict around a dump, between which psql runs no other command. None is run here anyway.
 * Source: https://www.postgresql.org/docs/current/app-psql.html
 */
export function psqlCommand(text: string, position: number, key: string | undefined): PsqlCommand {
  restriction.lastIndex = position;
  const [line = '', name, given] = restriction.exec(text) ?? [];
  if (name === undefined)
    return {
      position,
      reason: 'this is a command of psql (it begins with a backslash), which the server does not understand',
    };
  if (given === undefined) return { position, reason: `\\${name} names no key` };
  if (name === 'restrict') return { key: given, end: position + line.length };
  if (given !== key) return { position, reason: '\\unrestrict has another key than the \\restrict before it' };
  return { key: undefined, end: position + line.length };
}

const variable = /:(?:(\w+)|'(\w+)'|"(\w+)"|\{\?\w+\})/y;

/** Those that psql sets by itself. Source: https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-VARIABLES */
const set =
  /^(AUTOCOMMIT|COMP_KEYWORD_CASE|DBNAME|ECHO|ECHO_HIDDEN|ENCODING|ERROR|FETCH_COUNT|HIDE_TABLEAM|HIDE_TOAST_COMPRESSION|HISTCONTROL|HISTFILE|HISTSIZE|HOST|IGNOREEOF|LASTOID|LAST_ERROR_MESSAGE|LAST_ERROR_SQLSTATE|ON_ERROR_ROLLBACK|ON_ERROR_STOP|PORT|PROMPT[123]|QUIET|ROW_COUNT|SERVER_VERSION_(NAME|NUM)|SERVICE|SHELL_(ERROR|EXIT_CODE)|SHOW_(ALL_RESULTS|CONTEXT)|SINGLELINE|SINGLESTEP|SQLSTATE|USER|VERBOSITY|VERSION|VERSION_(NAME|NUM)|WATCH_INTERVAL)$/;

/** The problem of a variable that psql would replace at a colon. One that is not set stays as it is written. */
export function psqlVariable(text: string, position: number): Problem | undefined {
  variable.lastIndex = position;
  const found = variable.exec(text);
  if (!found) return undefined;
  const name = found[1] ?? found[2] ?? found[3];
  if (name !== undefined && !set.test(name)) return undefined;
  return { position, reason: `${found[0]} is a variable of psql, which the server does not know` };
}
