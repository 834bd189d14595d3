/**
 * A piece of SQL text, from `start` up to before `end`. A `gap` is white space or a comment; `executable` is a comment
 * that MySQL runs (`/*!50001 … *\/`); `unclosed` is a quote or a comment that the text ends within; `nested` is an
 * executable comment within too many others.
 */
export interface Token {
  readonly kind: 'gap' | 'word' | 'string' | 'name' | 'symbol' | 'executable' | 'unclosed' | 'nested';
  readonly start: number;
  readonly end: number;
}
