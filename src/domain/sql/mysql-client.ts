import { lineEnd } from './lexing.ts';
import type { Problem } from './piece.ts';

/** Commands of the mysql client, and whether they take arguments. Source: https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html */
const commands: ReadonlyMap<string, 'bare' | 'arguments'> = new Map([
  ...(
    [
      'clear',
      'edit',
      'ego',
      'exit',
      'go',
      'nopager',
      'notee',
      'nowarning',
      'print',
      'quit',
      'rehash',
      'status',
      'warnings',
      'resetconnection',
      'costs',
    ] as const
  ).map((name) => [name, 'bare'] as const),
  ...(
    ['?', 'charset', 'connect', 'help', 'pager', 'prompt', 'source', 'system', 'tee', 'query_attributes'] as const
  ).map((name) => [name, 'arguments'] as const),
]);

const command = /^([A-Za-z_?]+)[ \t]*([^\n]*)/;

/** The state in which a line is read. */
interface BeforeLine {
  readonly delimiter: string;
  /** Whether the text begins at the beginning of a line. */
  readonly beginsLine: boolean;
}

/**
 * A line that the client takes for one of its commands: it stands where a statement begins, and holds no delimiter.
 * USE is the one that a server knows as well.
 */
export function clientLine(
  text: string,
  start: number,
  { delimiter, beginsLine }: BeforeLine,
): 'none' | { readonly use: number } | Problem {
  if (!standsFirst(text, start, beginsLine)) return 'none';
  const line = text.slice(start, lineEnd(text, start)).replace(/\r$/, '');
  if (line.includes(delimiter) || line.includes('\\g')) return 'none';
  const [, name = '', rest = ''] = command.exec(line) ?? [];
  if (/^use$/i.test(name) && rest !== '') return { use: start + line.trimEnd().length };
  return refusedCommand(name, rest, start) ?? 'none';
}

/** A statement that the client takes for one of its commands. */
export function clientStatement(statement: string, position: number): Problem | undefined {
  const [, name = '', rest = ''] = command.exec(statement) ?? [];
  return statement.includes('\n') && rest === '' ? undefined : refusedCommand(name, rest, position);
}

function refusedCommand(name: string, rest: string, position: number): Problem | undefined {
  const kind = commands.get(name.toLowerCase());
  if (kind === undefined || (kind === 'bare' && rest.trim() !== '')) return undefined;
  return { position, reason: `${name} is a command of the mysql client, which the server does not understand` };
}

function standsFirst(text: string, start: number, beginsLine: boolean): boolean {
  let at = start;
  while (at > 0 && /[ \t\v\f\r]/.test(text[at - 1] ?? '')) at--;
  return at === 0 ? beginsLine : text[at - 1] === '\n';
}

/** The client cuts a longer one. */
const maxDelimiterLength = 15;

/** The rest of the line after DELIMITER is the delimiter from here on. */
export function delimiterCommand(
  text: string,
  start: number,
  beginsLine: boolean,
): { readonly delimiter: string; readonly end: number } | Problem {
  if (!standsFirst(text, start, beginsLine))
    return { position: start, reason: 'DELIMITER does not begin its line, so the mysql client does not take it' };
  const from = start + 'delimiter'.length;
  const end = lineEnd(text, from);
  const [, quoted, plain] = /^\s*(?:'([^']*)'|"[^"]*"|(\S+))/.exec(text.slice(from, Math.min(end, from + 1_000))) ?? [];
  const delimiter = quoted ?? plain ?? '';
  if (delimiter === '') return { position: start, reason: 'DELIMITER names no delimiter' };
  if (delimiter.includes('\\')) return { position: start, reason: 'the delimiter holds a backslash' };
  if (delimiter.length > maxDelimiterLength)
    return { position: start, reason: `the delimiter is longer than ${maxDelimiterLength} characters` };
  return { delimiter, end };
}
