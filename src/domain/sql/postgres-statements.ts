import { codeOf } from './code.ts';
import { blankEnd, isBlankCode, isWordCode, lineEnd, matchEnd, wordEnd } from './lexing.ts';
import { type Piece, type Problem, readableEnd, type Splitter, tokenProblem, type Window } from './piece.ts';
import { postgresToken } from './postgres-token.ts';
import { psqlCommand, psqlVariable } from './psql-command.ts';
import { plainQuotes } from './string-settings.ts';

/** What psql knows between two statements. */
export interface PostgresScan {
  /** That of the \restrict which is in force. */
  readonly key: string | undefined;
  /** Whether plain quotes take backslash escapes. */
  readonly backslashes: boolean;
}

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
export const postgresSplitter: Splitter<PostgresScan> = {
  initial: { key: undefined, backslashes: false },
  pieces: postgresPieces,
};

function* postgresPieces(window: Window, from: PostgresScan): Generator<Piece<PostgresScan>> {
  const { text, complete } = window;
  const last = readableEnd(window);
  let { key, backslashes } = from;
  let open: Open | undefined;
  for (let at = 0; at < text.length; ) {
    if (at > last) return;
    if (open && isPlain(open)) {
      open = withPlain(text, at, open);
      at = plainEnd(text, at);
      if (at > last) return;
      if (at === text.length) break;
    }
    const token = postgresToken(text, at, backslashes);
    if (!complete && (token.end > last || mayGoOn(text, token.end, token.kind))) return;
    at = token.end;
    if (token.kind === 'gap') continue;
    const problem = tokenProblem(text, token);
    if (problem) return yield problem;
    const part = text.slice(token.start, token.end);
    if (part === ';' && (open === undefined || isComplete(open))) {
      if (!open) continue;
      const { start, end } = open;
      if (isCopyFromStdin(text, open)) {
        yield { start, end, after: at, state: { key, backslashes }, copies: true };
      } else {
        const quotes = plainQuotes(text.slice(start, end), backslashes);
        const changed = quotes !== 'unknown' && backslashes !== (quotes === 'backslashes');
        // psql reads the rest of the line by the setting that was there at its beginning.
        if (changed && !complete && !text.includes('\n', at)) return;
        yield { start, end, after: at, state: { key, backslashes: quotes === 'backslashes' } };
        if (quotes === 'unknown') return yield settingUnknown(start);
        if (changed && !/^[ \t\r]*(--.*)?$/.test(text.slice(at, lineEnd(text, at)))) return yield sameLine(start);
        backslashes = quotes === 'backslashes';
      }
      open = undefined;
      continue;
    }
    if (part === '\\') {
      if (!complete && !text.includes('\n', token.start)) return;
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
  if (!open || !complete) return;
  const { start, end } = open;
  yield { start, end, after: text.length, state: { key, backslashes }, copies: isCopyFromStdin(text, open) };
}

/** Whether a string may go on behind the window: a quote that follows after a line break goes on with it. */
function mayGoOn(text: string, end: number, kind: string): boolean {
  if (kind !== 'string') return false;
  let at = blankEnd(text, end);
  while (text.startsWith('--', at)) at = blankEnd(text, matchEnd(/[^\n\r]*/y, text, at));
  return at > text.length - 2;
}

/** Whether the words of a statement no longer tell of anything. */
function isPlain({ words, blocks }: Open): boolean {
  return words.length === 4 && blocks === 0 && !createsRoutine(words);
}

/** The end of what is neither a quote nor a comment, and means nothing to psql. */
function plainEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWordCode(code)) {
      const end = wordEnd(text, at, 0x24);
      // E'…' is a string with escapes.
      if (end === at + 1 && (code | 0x20) === 0x65 && text.charCodeAt(end) === 0x27) return at;
      at = end;
    } else if (code < 128 && notable[code] === 1) return at;
    else at++;
  }
  return at;
}

const notable = Uint8Array.from({ length: 128 }, (_, code) =>
  '\'"$:;\\-/'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** A statement with the plain part that begins at a position. */
function withPlain(text: string, start: number, open: Open): Open {
  const to = plainEnd(text, start);
  let { end, parentheses } = open;
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) continue;
    end = at + 1;
    if (code === 0x28) parentheses++;
    else if (code === 0x29) parentheses = Math.max(0, parentheses - 1);
  }
  return end === open.end ? open : { ...open, end, parentheses };
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

function sameLine(position: number): Problem {
  return {
    position,
    reason: 'psql reads the rest of this line without the new standard_conforming_strings; begin a new line',
  };
}

function settingUnknown(position: number): Problem {
  const reason =
    'this sets standard_conforming_strings in a way that cannot be seen; write SET standard_conforming_strings = on or off';
  return { position, reason };
}
