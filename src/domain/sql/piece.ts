import type { Token } from './token.ts';

/** What a scanner finds: a statement, up to before `end`, or the position at which the text is not what it should be. */
export type Piece = { readonly start: number; readonly end: number } | Problem;

export interface Problem {
  readonly position: number;
  readonly reason: string;
}

/** The problem of a text that ends inside a quote or a comment. */
export function neverClosed(text: string, { start }: Token): Problem {
  const what = text.startsWith('/*', start) ? 'comment' : 'quote';
  return { position: start, reason: `the ${what} that begins here is never closed` };
}
