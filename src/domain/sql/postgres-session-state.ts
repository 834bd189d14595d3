import { type Code, codeOf, firstWords } from './code.ts';
import { namesAfter, plainName } from './object-name.ts';
import { SessionNotes, type SessionState } from './session-notes.ts';
import type { Statements } from './statement.ts';
import { transactionStep } from './transaction.ts';

/** Source: https://www.postgresql.org/docs/current/sql-discard.html, which lists what a session holds. */
export function postgresSessionAfter(statements: Statements): SessionState {
  const notes = new SessionNotes();
  let began = 0;
  for (const [position, { text, line }] of statements.entries()) {
    const step = transactionStep(text, 'postgres');
    const [first = '', second = ''] = firstWords(text, 'postgres', 2);
    if (step === 'begins') began = position;
    if (step === 'ends' && /^(ROLLBACK|ABORT)$/.test(first)) notes.forgetsFrom(began);
    if (step === 'none' && /^(ROLLBACK|RELEASE)$/.test(first))
      notes.loses('session', `what ${first} in line ${line} takes back of the settings`);
    if (/^(SET|RESET|DISCARD)$/.test(first)) {
      if (!/^(LOCAL|TRANSACTION|CONSTRAINTS)$/.test(second)) notes.repeats(position);
      if (first === 'DISCARD') discard(second, notes);
    } else if (isFixedConfig(text)) notes.repeats(position);
    else if (!/^(INSERT|UPDATE|DELETE|COPY)$/.test(first) || suspicious.test(text))
      noteOther(text, { first, second, line }, notes);
  }
  return notes.state;
}

/** pg_dump empties the search_path in this way. */
const fixed = /^SELECT\s+(pg_catalog\.)?set_config\s*\(\s*'[^']*'\s*,\s*'[^']*'\s*,\s*false\s*\)$/i;

function isFixedConfig(text: string): boolean {
  return fixed.test(text);
}

function discard(what: string, notes: SessionNotes): void {
  if (what === 'ALL') notes.settlesAll(/^/);
}

const suspicious = /\b(set_config|setseed|pg_(?:try_)?advisory_lock(?:_shared)?|pg_temp|temp|temporary)\b/i;

/** A block may set what outlives it, or run a text that does. */
const leaving =
  /\b(set_config|setseed|execute|temp|temporary|pg_temp|listen|pg_(?:try_)?advisory_lock(?:_shared)?|perform|call)\b|(?:;|\bbegin|\bthen|\belse)\s{1,100}set\s/i;

interface Seen {
  readonly first: string;
  readonly second: string;
  readonly line: number;
}

function noteOther(text: string, { first, second, line }: Seen, notes: SessionNotes): void {
  const code = codeOf(text, 'postgres');
  const lose = (name: string, what: string, usedByName = false) =>
    notes.loses(name, `${what} of line ${line}`, usedByName);
  if (first === 'PREPARE' && second !== 'TRANSACTION')
    lose(plainName(code[1] ?? ''), `the prepared statement ${second.toLowerCase()}`, true);
  if (first === 'DEALLOCATE') notes.settles(plainName(code.at(-1) ?? ''));
  if (first === 'DECLARE' && /\bWITH HOLD\b/.test(code.join(' ')))
    lose(plainName(code[1] ?? ''), `the cursor ${second.toLowerCase()}`, true);
  if (first === 'LISTEN') lose('LISTEN', 'LISTEN');
  if (first === 'CALL' || (first === 'DO' && leaving.test(text)))
    notes.loses('session', `what ${first} in line ${line} leaves in the session, which cannot be seen`);
  // The body of a routine is only stored.
  if (/^(CREATE|ALTER)$/.test(first)) return noteTemporary(code, line, notes);
  if (first === 'DROP') notes.settles(...namesAfter(code, 2));
  if (/\bset_config\b/i.test(text)) lose('set_config', 'the setting');
  if (/\bsetseed\b/i.test(text)) lose('setseed', 'the seed of random()');
  if (/\bpg_(try_)?advisory_lock/i.test(text)) lose('advisory', 'the advisory lock');
  if (/^(SELECT|WITH)$/.test(first) && /\bINTO (TEMP|TEMPORARY)\b/.test(code.join(' ')))
    lose(namesAfter(code, code.findIndex((word) => word.startsWith('TEMP')) + 1)[0] ?? '', 'the temporary table', true);
}

const kinds = /^(TABLE|VIEW|SEQUENCE|FUNCTION|PROCEDURE|TYPE|AGGREGATE|DOMAIN)$/;

function noteTemporary(code: readonly Code[], line: number, notes: SessionNotes): void {
  const head = code.slice(0, 12);
  if (!head.some((word) => /^"?(TEMP|TEMPORARY|PG_TEMP)"?$/i.test(word))) return;
  const [name = ''] = namesAfter(code, head.findIndex((word) => kinds.test(word)) + 1);
  notes.loses(name, `the temporary ${name.toLowerCase()} of line ${line}`, true);
}
