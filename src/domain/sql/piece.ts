import type { ByteText } from './byte-text.ts';
import type { Token } from './token.ts';

/** A part of a file in which statements are looked for. */
export interface Window {
  readonly text: ByteText;
  /** Whether the file ends with it. Else what reaches near its end is left to a longer window, or to the next one. */
  readonly complete: boolean;
}

/** What is asked of the characters behind a position: no delimiter, and no sign of a quote or comment, is longer. */
const lookAhead = 64;

/** Up to where a window can be read: behind it, it cannot be seen what follows. */
export function readableEnd({ text, complete }: Window): number {
  return complete ? text.length : text.length - lookAhead;
}

/** How an engine's client splits a file, window by window. */
export interface Splitter<State> {
  readonly initial: State;
  pieces(window: Window, state: State): Generator<Piece<State>>;
}

/** A statement, up to before `end`, or the error that ends the scan. */
export type Piece<State> = Found<State> | Problem;

export interface Found<State> {
  readonly start: number;
  readonly end: number;
  /** Behind its delimiter: the scan goes on here, in this state. */
  readonly after: number;
  readonly state: State;
  /** The rows of a COPY … FROM stdin follow. */
  readonly copies?: boolean;
}

export interface Problem {
  readonly position: number;
  readonly reason: string;
}

/** The problem of a quote or a comment that cannot be read to its end; undefined for any other token. */
export function tokenProblem(text: string, { kind, start }: Token): Problem | undefined {
  if (kind === 'nested') return { position: start, reason: 'executable comments are nested too deeply here' };
  if (kind !== 'unclosed') return undefined;
  const what = text.startsWith('/*', start) ? 'comment' : 'quote';
  return { position: start, reason: `the ${what} that begins here is never closed` };
}
