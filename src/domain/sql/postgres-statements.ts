import { codeOf } from './code.ts';
import { lineEnd } from './lexing.ts';
import type { Piece } from './piece.ts';
import { tokenProblem } from './piece.ts';
import { postgresToken } from './postgres-token.ts';
import { copyRows, psqlCommand, psqlVariable } from './psql-command.ts';
import { plainQuotes } from './string-settings.ts';

/** The statement that is being read. */
interface Open {
  readonly start: number;
  readonly end: number;
  /** Its first four words, in upper case. */
  readonly words: readonly string[];
  /** Open parentheses: a semicolon inside (CREATE RULE … DO (a; b)) belongs to the statement. */
  readonly parentheses: number;
  /** Open BEGIN ATOMIC and CASE blocks of a routine written in SQL. */
  readonly blocks: number;
}

/** Splits at semicolons as psql does, and refuses commands and variables that only psql understands. */
export function* postgresPieces(text: string): Generator<Piece> {
  let open: Open | undefined;
  let key: string | undefined;
  let backslashes = false;
  for (let at = 0; at < text.length; ) {
    const token = postgresToken(text, at, backslashes);
    at = token.end;
    if (token.kind === 'gap') continue;
    const problem = tokenProblem(text, token);
    if (problem) return yield problem;
    const part = text.slice(token.start, token.end);
    if (part === ';' && (open === undefined || isComplete(open))) {
      if (!open) continue;
      if (isCopyFromStdin(text, open)) {
        const rows = copyRows(text, at);
        if ('reason' in rows) return yield rows;
        yield { ...open, rows };
        at = rows.after;
      } else {
        yield open;
        const quotes = plainQuotes(text.slice(open.start, open.end), backslashes);
        if (quotes === 'unknown') return yield settingUnknown(open.start);
        // psql reads the rest of the line by the setting that was there at its beginning.
        const changed = backslashes !== (quotes === 'backslashes');
        if (changed && !/^[ \t\r]*(--.*)?$/.test(text.slice(at, lineEnd(text, at)))) return yield sameLine(open.start);
        backslashes = quotes === 'backslashes';
      }
      open = undefined;
      continue;
    }
    if (part === '\\') {
      const command = open ? psqlCommand('\\', 0, key) : psqlCommand(text, token.start, key);
      if ('reason' in command) return yield { ...command, position: token.start };
      ({ key, end: at } = command);
      continue;
    }
    if (part === ':') {
      const variable = psqlVariable(text, token.start);
      if (variable) return yield variable;
      // `::` is a cast.
      if (text[at] === ':') at++;
    }
    open = grown(open ?? nothing(token.start), token.kind === 'word' ? part.toUpperCase() : part, {
      ...token,
      end: at,
    });
  }
  if (open && isCopyFromStdin(text, open)) return yield { ...open, rows: { start: text.length, end: text.length } };
  if (open) yield open;
}

function nothing(start: number): Open {
  return { start, end: start, words: [], parentheses: 0, blocks: 0 };
}

function isComplete({ parentheses, blocks }: Open): boolean {
  return parentheses === 0 && blocks === 0;
}

function grown(open: Open, part: string, { kind, end }: { readonly kind: string; readonly end: number }): Open {
  const parentheses = Math.max(0, open.parentheses + (part === '(' ? 1 : part === ')' ? -1 : 0));
  if (kind !== 'word') return { ...open, end, parentheses };
  const words = open.words.length < 4 ? [...open.words, part] : open.words;
  return { ...open, end, parentheses, words, blocks: blocksAfter(open, part) };
}

function blocksAfter({ words, parentheses, blocks }: Open, word: string): number {
  if (parentheses > 0 || !createsRoutine(words)) return blocks;
  if (word === 'BEGIN') return blocks + 1;
  if (word === 'CASE' && blocks > 0) return blocks + 1;
  return word === 'END' ? Math.max(0, blocks - 1) : blocks;
}

/** CREATE [OR REPLACE] FUNCTION or PROCEDURE */
function createsRoutine([first, second, third, fourth]: readonly string[]): boolean {
  const kind = second === 'OR' && third === 'REPLACE' ? fourth : second;
  return first === 'CREATE' && (kind === 'FUNCTION' || kind === 'PROCEDURE');
}

function isCopyFromStdin(text: string, { start, end, words }: Open): boolean {
  if (words[0] !== 'COPY') return false;
  const code = codeOf(text.slice(start, end), 'postgres');
  return code.some((word, at) => word === 'FROM' && /^STD(IN|OUT)$/.test(code[at + 1] ?? ''));
}

function sameLine(position: number): Piece {
  return {
    position,
    reason: 'psql reads the rest of this line without the new standard_conforming_strings; begin a new line',
  };
}

function settingUnknown(position: number): Piece {
  const reason =
    'this sets standard_conforming_strings in a way that cannot be seen; write SET standard_conforming_strings = on or off';
  return { position, reason };
}
