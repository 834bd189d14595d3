import { type Code, codeOf, firstWords } from './code.ts';
import { assignmentsOf, isRepeatable, usedUp, userVariables } from './mysql-assignments.ts';
import { namesAfter, plainName } from './object-name.ts';
import { SessionNotes, type SessionState } from './session-notes.ts';
import type { Statements } from './statement.ts';

/** The name under which LAST_INSERT_ID() is lost. */
export const lastInsertId = 'LAST_INSERT_ID';

/** Source: https://dev.mysql.com/doc/refman/8.4/en/reset-connection.html, which lists what a session holds. */
export function mysqlSessionAfter(statements: Statements): SessionState {
  const notes = new SessionNotes();
  let locked: number | undefined;
  for (const [position, { text, line }] of statements.entries()) {
    const [first = '', second = ''] = firstWords(text, 'mysql', 2);
    if (first === 'LOCK' && /^TABLES?$/.test(second)) locked = position;
    else if (first === 'UNLOCK' || first === 'START' || first === 'BEGIN') locked = undefined;
    if (first === 'SET')
      noteSetting(
        codeOf(text, 'mysql').slice(1),
        { position, line, isLast: position === statements.length - 1 },
        notes,
      );
    else if (first === 'USE') notes.repeats(position);
    else if (!isPlainInsert(first, text)) noteOther(codeOf(text, 'mysql'), line, notes);
    if (/^(INSERT|REPLACE|LOAD|CALL|EXECUTE)$/.test(first) || /\blast_insert_id\b/i.test(text))
      notes.loses(lastInsertId, `LAST_INSERT_ID(), which line ${line} may have set`, true);
  }
  if (locked !== undefined) notes.repeats(locked);
  return notes.state;
}

/** An INSERT without variables, which may have 16 MiB, leaves nothing but LAST_INSERT_ID. */
function isPlainInsert(first: string, text: string): boolean {
  return /^(INSERT|REPLACE|UPDATE|DELETE)$/.test(first) && !/:=|\bget_lock\b/i.test(text);
}

interface Where {
  readonly position: number;
  readonly line: number;
  readonly isLast: boolean;
}

function noteSetting(code: readonly Code[], { position, line, isLast }: Where, notes: SessionNotes): void {
  // It holds for the next transaction only.
  if (code[0] === 'TRANSACTION') return isLast ? notes.repeats(position) : undefined;
  // MariaDB's SET STATEMENT … FOR holds for one statement.
  if (code[0] === 'STATEMENT') return noteOther(code.slice(code.indexOf('FOR') + 1), line, notes);
  const assignments = assignmentsOf(code);
  const own = assignments.filter(({ name }) => !name.startsWith('GLOBAL '));
  const again = assignments.every(
    ({ name, value }) => !usedUp.test(name) && isRepeatable(value, (each) => notes.has(each)),
  );
  if (again && own.length > 0) notes.repeats(position);
  for (const { name } of own) {
    if (again) notes.settles(name);
    else if (name.startsWith('@')) notes.loses(name, `${name.toLowerCase()}, which line ${line} takes from data`, true);
    else notes.loses(name, `the setting ${name.toLowerCase()} of line ${line}`);
  }
}

function noteOther(code: readonly Code[], line: number, notes: SessionNotes): void {
  const [first = '', second = ''] = code;
  const words = code.join(' ');
  if (/: =|\bINTO @/.test(words) || (first === 'LOAD' && code.includes('@')))
    for (const name of userVariables(code))
      notes.loses(name, `${name.toLowerCase()}, which line ${line} takes from data`, true);
  if (/^CREATE (OR REPLACE )?TEMPORARY\b/.test(words))
    for (const name of namesAfter(code, code.indexOf('TABLE') + 1).slice(0, 1))
      notes.loses(name, `the temporary table ${name.toLowerCase()} of line ${line}`, true);
  if (/^DROP (TEMPORARY )?TABLES?\b/.test(words)) notes.settles(...namesAfter(code, second === 'TEMPORARY' ? 3 : 2));
  if (first === 'PREPARE')
    notes.loses(prepared(second), `the prepared statement ${second.toLowerCase()} of line ${line}`, true);
  if (/^(DEALLOCATE|DROP) PREPARE\b/.test(words)) notes.settles(prepared(code[2] ?? ''));
  if (first === 'HANDLER') notes.loses('HANDLER', `the open table of HANDLER in line ${line}`);
  if (/^(CALL|EXECUTE)$/.test(first))
    notes.loses('session', `what ${first} in line ${line} leaves in the session, which cannot be seen`);
  // A body is only stored.
  if (/^(CREATE|ALTER)$/.test(first)) return;
  if (/\bGET_LOCK \(/.test(words)) notes.loses('GET_LOCK', `the lock that line ${line} has taken by GET_LOCK()`);
  if (/\bRELEASE_ALL_LOCKS \(/.test(words)) notes.settles('GET_LOCK');
}

/** The name under which a prepared statement is lost. */
function prepared(name: Code): string {
  return plainName(name);
}
