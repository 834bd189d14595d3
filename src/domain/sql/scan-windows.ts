import { copyRows } from './copy-rows.ts';
import type { Found, Splitter, Window } from './piece.ts';
import { chunkLength, type SqlText } from './sql-text.ts';

/** A statement's place in its file, or the line of the first error. */
export type Placed = PlacedStatement | { readonly line: number; readonly reason: string };

export interface PlacedStatement {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** Where the rows of a COPY … FROM stdin are. */
  readonly rows?: { readonly start: number; readonly end: number } | undefined;
}

/** A statement that is longer cannot be read to its end. */
const maxWindowLength = 32 << 20;

/** Splits a text that need not be held as a whole: each statement lies within a window, which grows where it is too short. */
export function* placedStatements<State>(
  text: SqlText,
  splitter: Splitter<State>,
  windowLength: number,
): Generator<Placed> {
  let place: Place<State> = { at: 0, line: 1, state: splitter.initial };
  let length = windowLength;
  while (place.at < text.length) {
    const end = Math.min(place.at + length, text.length);
    const window = { text: text.slice(place.at, end), complete: end === text.length };
    const next = yield* withinWindow(text, window, splitter, place);
    if (next === 'stopped') return;
    const went = next.at > place.at;
    if (!went && length >= maxWindowLength) return yield tooLong(window, place);
    // A file with one long statement mostly has more of them.
    if (!went) length *= 2;
    place = next;
  }
}

/** Between two statements. */
interface Place<State> {
  readonly at: number;
  readonly line: number;
  readonly state: State;
}

/** The statements that lie within a window as a whole, and the place behind them. */
function* withinWindow<State>(
  text: SqlText,
  window: Window,
  splitter: Splitter<State>,
  { at, line, state }: Place<State>,
): Generator<Placed, Place<State> | 'stopped'> {
  const lineOf = lineCounter(window.text, line);
  let last: Found<State> | undefined;
  for (const piece of splitter.pieces(window, state)) {
    if ('reason' in piece) {
      yield { line: lineOf(piece.position), reason: piece.reason };
      return 'stopped';
    }
    const placed = { start: at + piece.start, end: at + piece.end, line: lineOf(piece.start) };
    last = piece;
    if (!piece.copies) {
      yield placed;
      continue;
    }
    const rows = copyRows(text, at + piece.after);
    if ('reason' in rows) {
      yield { line: lineOf(piece.after), reason: rows.reason };
      return 'stopped';
    }
    yield { ...placed, rows: { start: rows.start, end: rows.end } };
    return {
      at: rows.after,
      line: lineOf(piece.after) + lineBreaks(text, at + piece.after, rows.after),
      state: piece.state,
    };
  }
  if (window.complete) return 'stopped';
  return last ? { at: at + last.after, line: lineOf(last.after), state: last.state } : { at, line, state };
}

function tooLong<State>({ text }: Window, { line }: Place<State>): Placed {
  const start = /\S/.exec(text)?.index ?? 0;
  const reason = 'the statement or the comment that begins here is longer than 16 MiB; split it';
  return { line: lineCounter(text, line)(start), reason };
}

function lineBreaks(text: SqlText, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += chunkLength) {
    const chunk = text.slice(at, Math.min(at + chunkLength, end));
    for (let found = chunk.indexOf('\n'); found >= 0; found = chunk.indexOf('\n', found + 1)) count++;
  }
  return count;
}

/** The line of a position. Counts on from the last one, so positions must not decrease. */
export function lineCounter(text: string, first = 1): (position: number) => number {
  let line = first;
  let next = text.indexOf('\n');
  return (position) => {
    for (; next >= 0 && next < position; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}
