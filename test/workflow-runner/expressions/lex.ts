import { Lexer } from '@actions/expressions';
import { type Token, TokenType } from '@actions/expressions/lexer';

/** The tokens of an expression. The published lexer (0.3.61) unescapes only the first `''` of a string; here it is all of them. */
export function lexExpression(expression: string): Token[] {
  return new Lexer(expression)
    .lex()
    .tokens.map((token) => (token.type === TokenType.STRING ? unescaped(token) : token));
}

function unescaped(token: Token): Token {
  return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") };
}
