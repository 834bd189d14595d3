import { codeOf, firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import { codeParts } from './mysql-code-parts.ts';
import type { Statements } from './statement.ts';
import { transactionLeftOpen } from './transaction.ts';

/** The line and the reason of what cannot be part of a file, or undefined. */
export function refusal(
  statements: Statements,
  engine: Engine,
): { readonly line: number; readonly reason: string } | undefined {
  for (const { text, line } of statements) {
    const reason = engine === 'mysql' ? mysqlRefusal(text) : undefined;
    if (reason) return { line, reason };
  }
  const open = transactionLeftOpen(statements, engine);
  if (open === undefined) return undefined;
  return {
    line: open,
    reason: 'the file ends inside a transaction that begins here, so the server would undo it; end it with COMMIT',
  };
}

/** Words of statements that may have to be refused: all others need no second look. */
const suspects = /\b(local|flush|xa|row_count|found_rows|diagnostics|warning_count|error_count)\b/i;

/** Of them, those that may stand in an INSERT. */
const functions = /\b(row_count|found_rows|warning_count|error_count)\b/i;

function mysqlRefusal(text: string): string | undefined {
  const [first = '', second = ''] = firstWords(text, 'mysql', 2);
  const insert = /^(INSERT|REPLACE)$/.test(first);
  if (!(insert ? functions : suspects).test(text)) return undefined;
  // Most of a long one is data.
  if (insert && !anyOf(codeParts(text), (part) => functions.test(part))) return undefined;
  if (first === 'XA') return 'XA transactions cannot hold the entry of the ledger; use START TRANSACTION';
  const code = codeOf(text, 'mysql').join(' ');
  if (first === 'LOAD' && /^LOAD (DATA|XML) (\w+ )?LOCAL\b/.test(code))
    return `LOAD ${second} LOCAL reads a file of the machine that runs this; write INSERT statements, or use \`command\``;
  if (first === 'FLUSH' && /\b(READ LOCK|FOR EXPORT)\b/.test(code))
    return `FLUSH TABLES … ${code.includes('EXPORT') ? 'FOR EXPORT' : 'WITH READ LOCK'} would block the ledger; remove it`;
  if (/^(CREATE|ALTER)$/.test(first)) return undefined;
  const [name] =
    /\b(ROW_COUNT|FOUND_ROWS) \(|\bDIAGNOSTICS\b|@ @ (SESSION \. )?(WARNING|ERROR)_COUNT\b/i.exec(code) ?? [];
  return (
    name &&
    `${name.replaceAll(' ', '')} tells of the statement before, which is the ledger's here; use it within a routine`
  );
}

function anyOf<T>(items: Iterable<T>, holds: (item: T) => boolean): boolean {
  for (const item of items) if (holds(item)) return true;
  return false;
}
