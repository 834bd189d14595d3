import { type Code, codeOf, firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import { assignmentsOf, isRepeatable } from './mysql-assignments.ts';
import { lastInsertId } from './mysql-session-state.ts';
import { plainName } from './object-name.ts';
import type { Lost } from './session-notes.ts';
import { sessionAfter } from './session-state.ts';
import type { Statements } from './statement.ts';

/** How a file goes on after its first statements, in a new session. */
export type Resumption =
  /** The session before the next statement can be had again for certain, by repeating these statements. */
  | { readonly ok: true; readonly repeat: readonly number[] }
  /** What it had and a new one has not, for people. */
  | { readonly ok: false; readonly lost: string };

/** A statement of the rest may depend on what the session had; where it cannot be seen whether it does, it counts as one that does. */
export function resumption(statements: Statements, done: number, engine: Engine): Resumption {
  const rest = statements.slice(done);
  const before = sessionAfter(statements.slice(0, done), engine);
  if (rest.length === 0) return { ok: true, repeat: [] };
  const lost = new Map(before.lost);
  const next = engine === 'mysql' ? settledFirst(rest, lost) : 0;
  const needed = [...lost].find(([name, each]) => mayNeed(rest.slice(next), name, each, engine));
  if (needed) return { ok: false, lost: needed[1].what };
  const sequence = engine === 'postgres' && done > 0 ? rest.find(({ text }) => ofSequence.test(text)) : undefined;
  if (sequence) return { ok: false, lost: `the last values of sequences, which line ${sequence.line} may use` };
  return { ok: true, repeat: before.repeat };
}

const ofSequence = /\b(currval|lastval)\b/i;

/** The rest may begin with SET statements that set again what was lost: these names are taken out. The number of such statements. */
function settledFirst(rest: Statements, lost: Map<string, Lost>): number {
  for (const [index, { text }] of rest.entries()) {
    if (firstWords(text, 'mysql', 1)[0] !== 'SET') return index;
    const assignments = assignmentsOf(codeOf(text, 'mysql').slice(1));
    if (assignments.some(({ value }) => usesLost(value, lost))) return index;
    for (const { name } of assignments) if (name !== lastInsertId) lost.delete(name);
  }
  return rest.length;
}

/** Whether a value has something of the session that was lost; a query may have it in a function. */
function usesLost(value: readonly Code[], lost: ReadonlyMap<string, Lost>): boolean {
  if (lost.has('session')) return true;
  if (value.some((part) => lost.has(plainName(part)) || part === 'IDENTITY')) return true;
  const variables = new Set([...lost.keys()].filter((name) => name.startsWith('@')));
  return variables.size > 0 && !isRepeatable(value, (name) => variables.has(name)) && value.includes('@');
}

/** Statements that run no code of the database's own: no trigger, no routine and no text. */
const plain =
  /^(CREATE|ALTER|DROP|RENAME|SET|USE|GRANT|REVOKE|COMMIT|LOCK|UNLOCK|REINDEX|VACUUM|ANALYZE|COMMENT|CLUSTER|RESET)$/;

/** A query in a statement that makes a table may call functions. */
function fillsTable(text: string): boolean {
  return (
    /^\s*create\b/i.test(text) && /\bselect\b/i.test(text) && !/\b(view|procedure|function|trigger|event)\b/i.test(text)
  );
}

function mayNeed(rest: Statements, name: string, { usedByName }: Lost, engine: Engine): boolean {
  if (!usedByName) return rest.length > 0;
  return rest.some(({ text }) => {
    const [first = ''] = firstWords(text, engine, 1);
    if (name === lastInsertId) return /^(CALL|EXECUTE)$/.test(first) || namesLastInsertId(text);
    return !plain.test(first) || fillsTable(text) || names(text, name, engine);
  });
}

function namesLastInsertId(text: string): boolean {
  if (!/\b(last_insert_id|identity)\b/i.test(text)) return false;
  return codeOf(text, 'mysql').some((part) => /^(LAST_INSERT_ID|IDENTITY)$/.test(part));
}

function names(text: string, name: string, engine: Engine): boolean {
  const [word = ''] = name.replace(/^@/, '').split(/[.$]/);
  return codeOf(text, engine).some((part) => plainName(part) === word || (name.startsWith('@') && part === "'…'"));
}
