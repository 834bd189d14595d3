import { plainEnd } from './mysql-statements.ts';
import { mysqlToken } from './mysql-token.ts';

/** The parts of a statement that are neither quoted nor comments; an executable comment is one, with all that it holds. */
export function* codeParts(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = plainEnd(text, at);
    if (end > at) yield text.slice(at, end);
    if (end === text.length) return;
    const token = mysqlToken(text, end);
    if (token.kind === 'executable' || token.kind === 'nested' || token.kind === 'unclosed')
      yield text.slice(token.start, token.end);
    at = token.end;
  }
}
