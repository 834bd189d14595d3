import { codeOf, firstWords } from './code.ts';
import type { Engine } from './engine.ts';
import type { Statements } from './statement.ts';

/** What a statement does to the transaction of its session. */
export type TransactionStep = 'begins' | 'ends' | 'chains' | 'none';

export function transactionStep(text: string, engine: Engine): TransactionStep {
  const [first = ''] = firstWords(text, engine, 1);
  if (!/^(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|PREPARE)$/.test(first)) return 'none';
  const [, second = '', third = ''] = firstWords(text, engine, 3);
  if (first === 'START') return second === 'TRANSACTION' ? 'begins' : 'none';
  if (first === 'PREPARE') return engine === 'postgres' && second === 'TRANSACTION' ? 'ends' : 'none';
  if (first === 'BEGIN') return second === 'NOT' ? 'none' : 'begins';
  if (second === 'PREPARED' || second === 'TO' || third === 'TO') return 'none';
  return /\bAND CHAIN\b/.test(codeOf(text, engine).join(' ')) ? 'chains' : 'ends';
}

/** How a file of PostgreSQL is run so that it leaves what psql leaves. */
export type FileMode =
  /** In one transaction with its entry in the ledger. */
  | 'transaction'
  /** The same, and the transaction is the file's own: BEGIN is its first statement, COMMIT its last. */
  | 'own transaction'
  | 'statements';

export function fileMode(statements: Statements, engine: Engine): FileMode {
  if (engine === 'mysql') return 'statements';
  const steps: TransactionStep[] = [];
  let alone = false;
  for (const statement of statements) {
    // The text of a long one is not even read.
    steps.push(statement.bringsRows ? 'none' : transactionStep(statement.text, engine));
    alone ||= !statement.bringsRows && needsAutocommit(statement.text);
  }
  if (steps.some((step) => step !== 'none'))
    return isOwnTransaction(statements, steps) ? 'own transaction' : 'statements';
  return alone ? 'statements' : 'transaction';
}

function isOwnTransaction(statements: Statements, steps: readonly TransactionStep[]): boolean {
  const [last = ''] = firstWords(statements.at(-1)?.text ?? '', 'postgres', 1);
  return (
    steps[0] === 'begins' &&
    steps.at(-1) === 'ends' &&
    /^(COMMIT|END)$/.test(last) &&
    steps.slice(1, -1).every((step) => step === 'none')
  );
}

/**
 * Whether a statement is refused within a transaction, or comes to another end there than on its own.
 * Source: https://www.postgresql.org/docs/current/sql-commands.html
 */
export function needsAutocommit(text: string): boolean {
  const [first = '', second = ''] = firstWords(text, 'postgres', 2);
  if (/^(VACUUM|CALL|REINDEX|CLUSTER|DECLARE|LOCK|SAVEPOINT|RELEASE|DISCARD)$/.test(first)) return true;
  if (!/^(CREATE|DROP|ALTER|REINDEX|REFRESH|SET|SELECT|DO)$/.test(first)) return false;
  if (first === 'DO') return /\b(COMMIT|ROLLBACK)\b/i.test(text);
  if (first === 'SELECT') return /\bset_config\b/i.test(text);
  if (first === 'SET') return /^(LOCAL|TRANSACTION|CONSTRAINTS)$/.test(second);
  if (/^(DATABASE|TABLESPACE|SYSTEM|SUBSCRIPTION)$/.test(second)) return true;
  const code = codeOf(text, 'postgres').slice(0, maxWords).join(' ');
  return first === 'CREATE' || first === 'DROP'
    ? /^(CREATE (UNIQUE )?|DROP )INDEX CONCURRENTLY\b|\bON COMMIT\b/.test(code)
    : /\bCONCURRENTLY\b|^ALTER TYPE .*\bADD VALUE\b|^REINDEX \( /.test(code);
}

/** Of a long statement, the words after these do not count. */
const maxWords = 10_000;

/** The line of the statement that opens a transaction which no statement of the file ends; undefined where there is none. */
export function transactionLeftOpen(statements: Statements, engine: Engine): number | undefined {
  let opened: number | undefined;
  let automatic = true;
  for (const statement of statements) {
    const { line, bringsRows } = statement;
    if (bringsRows) {
      if (engine === 'mysql' && !automatic) opened ??= line;
      continue;
    }
    const { text } = statement;
    const setting = engine === 'mysql' ? autocommitSetting(text) : undefined;
    if (setting === true) opened = undefined;
    automatic = setting ?? automatic;
    const step = transactionStep(text, engine);
    if (step === 'begins') opened ??= line;
    else if (step === 'ends') opened = undefined;
    else if (step === 'chains' && opened !== undefined) opened = line;
    else if (engine === 'mysql' && commitsImplicitly(text)) opened = undefined;
    else if (!automatic && usesRows(text)) opened ??= line;
  }
  return opened;
}

/** `SET autocommit = …`; a value that is kept in a variable was the one before, which is on. */
function autocommitSetting(text: string): boolean | undefined {
  if (!/autocommit/i.test(text)) return undefined;
  const [, value] =
    /^SET .*?\bAUTOCOMMIT :? ?= (\S+)/.exec(codeOf(text, 'mysql').join(' ').replace(/^SET /, 'SET  ')) ?? [];
  return value === undefined ? undefined : !/^(0|OFF|FALSE)$/.test(value);
}

function usesRows(text: string): boolean {
  return !/^(SET|USE|UNLOCK|SHOW|DO|PREPARE|DEALLOCATE)$/.test(firstWords(text, 'mysql', 1)[0] ?? '');
}

/** Statements of MySQL that end a transaction. Source: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html */
function commitsImplicitly(text: string): boolean {
  const [first = '', second = ''] = firstWords(text, 'mysql', 2);
  if (/^(CREATE|DROP)$/.test(first) && second === 'TEMPORARY') return false;
  return /^(ALTER|CREATE|DROP|RENAME|TRUNCATE|GRANT|REVOKE|LOCK|ANALYZE|OPTIMIZE|REPAIR|CHECK|FLUSH)$/.test(first);
}
