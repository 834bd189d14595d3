import type { Engine } from './engine.ts';
import { mysqlToken } from './mysql-token.ts';
import { postgresToken } from './postgres-token.ts';
import type { Token } from './token.ts';

/** The token at a position inside the text. */
export function tokenAt(text: string, start: number, engine: Engine): Token {
  return engine === 'mysql' ? mysqlToken(text, start) : postgresToken(text, start);
}

/** The tokens of a text that are not gaps; what MySQL runs inside comments is laid open. */
export function* codeTokens(text: string, engine: Engine, from = 0, to = text.length): Generator<Token> {
  for (let at = from; at < to; ) {
    const token = tokenAt(text, at, engine);
    if (token.kind === 'executable') {
      yield* codeTokens(text, engine, executableStart(text, token.start), token.end - 2);
    } else if (token.kind !== 'gap') {
      yield token;
    }
    at = token.end;
  }
}

/** Where the SQL of an executable comment begins, behind `/*!` or `/*M!` and the version. */
function executableStart(text: string, start: number): number {
  const opening = /\/\*M?!\d*/y;
  opening.lastIndex = start;
  return opening.test(text) ? opening.lastIndex : start;
}
