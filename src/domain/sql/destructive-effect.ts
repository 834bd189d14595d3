import { type Code, codeOf, firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import { scanStatements } from './statement.ts';
import { codeTokens } from './tokens.ts';

/** How a statement destroys data, in a few words ("drops a table"), or undefined. The body of a routine, which runs later, is not checked. */
export function destructiveEffect(text: string, engine: Engine): string | undefined {
  const [first = '', second = ''] = firstWords(text, engine, 2);
  if (first === 'DO') return effectInBlock(text, engine);
  if (!/^(DROP|TRUNCATE|DELETE|UPDATE|ALTER|WITH|CREATE|BEGIN|MERGE|EXPLAIN|PREPARE|EXECUTE)$/.test(first))
    return undefined;
  if (first === 'EXPLAIN' || first === 'PREPARE' || first === 'EXECUTE') return effectOfAnother(text, engine);
  if (first === 'BEGIN' && second === 'NOT') return effectInCode(text.slice(text.search(/atomic/i) + 6), engine);
  return verdict(codeOf(text, engine));
}

function verdict(code: readonly Code[]): string | undefined {
  switch (code[0]) {
    case 'DROP':
      return dropped(code);
    case 'TRUNCATE':
      return 'empties a table';
    case 'CREATE':
      return /^CREATE OR REPLACE TABLE\b/.test(code.slice(0, 4).join(' ')) ? 'replaces a table' : undefined;
    case 'ALTER':
      return altered(code);
    case 'DELETE':
    case 'UPDATE':
    case 'WITH':
      return unbounded(code);
    case 'MERGE':
      return code.some((word, at) => word === 'DELETE' && code[at - 1] === 'THEN')
        ? 'may delete rows, which cannot be seen'
        : undefined;
    default:
      return undefined;
  }
}

/** Objects without rows, which can be created again from the files. */
const withoutData =
  /^(VIEW|TRIGGER|FUNCTION|PROCEDURE|ROUTINE|EVENT|INDEX|POLICY|RULE|AGGREGATE|OPERATOR|CAST|STATISTICS|PREPARE|TEMPORARY|CONVERSION|TRANSFORM|COLLATION|PUBLICATION)$/;

function dropped(code: readonly Code[]): string | undefined {
  const kind = code[1] === 'MATERIALIZED' ? (code[2] ?? '') : (code[1] ?? '');
  if (withoutData.test(kind) && !code.includes('CASCADE')) return undefined;
  return `drops ${kind === 'OWNED' ? 'all objects of a role' : `a ${kind.toLowerCase()}`}`;
}

/** Parts of a table without data of their own. */
const partWithoutData =
  /^(CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|CHECK|DEFAULT|NOT|IDENTITY|EXPRESSION|STATISTICS|TRIGGER)$/;

function altered(code: readonly Code[]): string | undefined {
  for (const [index, word] of code.entries()) {
    if (word === 'TRUNCATE') return 'empties a partition';
    if (word !== 'DROP' || index < 2) continue;
    const part = code[index + 1] ?? '';
    if (!partWithoutData.test(part)) return part === 'PARTITION' ? 'drops a partition' : 'drops a column';
  }
  return undefined;
}

/** A DELETE or UPDATE of all rows: one whose own level of parentheses has no WHERE, or one that is always true. */
function unbounded(code: readonly Code[]): string | undefined {
  const bounded = boundedChanges(code);
  const found = code.find(
    (word, at) => isRowChange(word) && mayBeginStatement(code[at - 1], code[0]) && !bounded.has(at),
  );
  if (found === undefined) return undefined;
  return found === 'DELETE' ? 'deletes all rows' : 'updates all rows';
}

function isRowChange(word: Code): boolean {
  return word === 'DELETE' || word === 'UPDATE';
}

/** A data-changing statement is the first word, or is in the parentheses of a WITH or after them. */
function mayBeginStatement(previous: Code | undefined, first: Code | undefined): boolean {
  return previous === undefined || (first === 'WITH' && (previous === '(' || previous === ')'));
}

/** The positions of each DELETE and UPDATE whose own level of parentheses has a WHERE that is not always true. */
function boundedChanges(code: readonly Code[]): ReadonlySet<number> {
  const bounded = new Set<number>();
  const outer: number[][] = [];
  let open: number[] = [];
  for (const [at, word] of code.entries()) {
    if (word === '(') {
      outer.push(open);
      open = [];
    } else if (word === ')') {
      open = outer.pop() ?? [];
    } else if (word === 'WHERE') {
      if (!isAlwaysTrue(code, at + 1)) for (const change of open) bounded.add(change);
      open = [];
    } else if (isRowChange(word)) {
      open.push(at);
    }
  }
  return bounded;
}

/** Whether a statement ends with a condition that is true for every row. */
function isAlwaysTrue(code: readonly Code[], from: number): boolean {
  return code.length - from <= 4 && /^(TRUE|1|1 = 1)( ;)?$/.test(code.slice(from).join(' '));
}

/** What the body of a routine does when it is called: in a string (PostgreSQL), or after BEGIN. */
export function effectInRoutine(text: string, engine: Engine): string | undefined {
  if (engine === 'postgres') {
    const inString = effectInBlock(text, engine);
    if (inString !== undefined) return inString;
  }
  const begin = text.search(/\bbegin\b/i);
  return effectInCode(begin < 0 ? text.slice(text.indexOf(')') + 1) : text.slice(begin), engine);
}

/** The statements of an anonymous block: `DO $$ BEGIN … END $$`. */
function effectInBlock(text: string, engine: Engine): string | undefined {
  for (const { kind, start, end } of codeTokens(text, engine)) {
    if (kind === 'string') return effectInCode(text.slice(start, end).replace(/^\$\w*\$|\$\w*\$$|^'|'$/g, ''), engine);
  }
  return undefined;
}

const unseen = 'runs a text as a statement, which cannot be seen';

/** PREPARE and EXPLAIN ANALYZE hold a statement; one that is made of a text at run time cannot be seen. */
function effectOfAnother(text: string, engine: Engine): string | undefined {
  const code = codeOf(text, engine);
  const mayBegin = (at: number) => /^(AS|ANALYZE|VERBOSE|\)|TRUE|FALSE)$/.test(code[at - 1] ?? '');
  if (code[0] === 'EXECUTE') return code[1] === 'IMMEDIATE' ? unseen : undefined;
  if (code[0] === 'PREPARE' && engine === 'mysql') return unseen;
  if (code[0] === 'EXPLAIN' && !code.includes('ANALYZE')) return undefined;
  const begins = code.findIndex((word, at) => /^(DELETE|UPDATE|WITH|MERGE)$/.test(word) && mayBegin(at));
  return begins < 0 ? undefined : verdict(code.slice(begins));
}

/** Words of control flow after which a statement of a block begins. */
const opening = /^(BEGIN|THEN|ELSE|LOOP|DO)$/;

function effectInCode(body: string, engine: Engine): string | undefined {
  const scan = scanStatements(body, engine);
  if (!scan.ok) return undefined;
  for (const { text } of scan.statements) {
    const code = codeOf(text, engine);
    const found = verdict(code.slice(code.findLastIndex((word) => opening.test(word)) + 1));
    if (found) return found;
    if (code.includes('EXECUTE') && !/^(FUNCTION|PROCEDURE|ON)$/.test(code[code.indexOf('EXECUTE') + 1] ?? ''))
      return unseen;
  }
  return undefined;
}
