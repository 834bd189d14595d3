import type { Engine } from './engine.ts';
import { executableStart, mysqlToken } from './mysql-token.ts';
import { postgresToken } from './postgres-token.ts';
import type { Token } from './token.ts';

/** The token at a position inside the text. */
export function tokenAt(text: string, start: number, engine: Engine): Token {
  return engine === 'mysql' ? mysqlToken(text, start) : postgresToken(text, start);
}

/** The tokens of a text that are not gaps; the SQL inside MySQL's executable comments belongs to them. */
export function* codeTokens(text: string, engine: Engine): Generator<Token> {
  // The end marks of the executable comments that are open, the innermost last.
  const endMarks: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (at === endMarks.at(-1)) {
      endMarks.pop();
      at += 2;
      continue;
    }
    const token = tokenAt(text, at, engine);
    at = token.kind === 'executable' ? executableStart(text, token.start) : token.end;
    if (token.kind === 'executable') endMarks.push(token.end - 2);
    else if (token.kind !== 'gap') yield token;
  }
}
