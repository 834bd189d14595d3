import type { Token } from './token.ts';

/** A statement, up to before `end`, or the error that ends the scan. */
export type Piece = Found | Problem;

export interface Found {
  readonly start: number;
  readonly end: number;
  /** Where the rows of a COPY … FROM stdin are. */
  readonly rows?: { readonly start: number; readonly end: number } | undefined;
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
