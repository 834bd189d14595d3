import { decoded } from './byte-text.ts';
import type { Engine } from './engine.ts';
import type { Token } from './token.ts';
import { codeTokens } from './tokens.ts';

/** A word in upper case, a symbol, a quoted name as it is written, or a string as `'…'`. */
export type Code = string;

/** A statement's tokens, without comments, spaces and the content of strings. */
export function codeOf(text: string, engine: Engine): readonly Code[] {
  const code: Code[] = [];
  for (const token of codeTokens(text, engine)) {
    const shown = withoutData(text, token);
    code.push(token.kind === 'word' ? shown.toUpperCase() : shown);
  }
  return code;
}

function withoutData(text: string, { kind, start, end }: Token): string {
  return kind === 'string' || kind === 'unclosed' || kind === 'nested' ? "'…'" : text.slice(start, end);
}

const maxLength = 70;

/** A statement's beginning on one line, for people: without comments and without its strings, which may be personal data. */
export function statementHead(text: string, engine: Engine): string {
  let [head, end] = ['', -1];
  for (const token of codeTokens(text, engine)) {
    const shown =
      token.kind === 'word' || token.kind === 'name' ? decoded(withoutData(text, token)) : withoutData(text, token);
    if (head.length + shown.length > maxLength) return `${head} …`;
    head += (end < 0 || end === token.start ? '' : ' ') + shown;
    end = token.end;
  }
  return head;
}

/** A statement's first words, in upper case. */
export function firstWords(text: string, engine: Engine, count: number): readonly string[] {
  const words: string[] = [];
  for (const { kind, start, end } of codeTokens(text, engine)) {
    if (kind !== 'word' || words.length === count) break;
    words.push(text.slice(start, end).toUpperCase());
  }
  return words;
}
