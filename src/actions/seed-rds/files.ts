import { resolve } from 'node:path';
import type { Directives } from '../../domain/sql/directives.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import { refusal } from '../../domain/sql/refusal.ts';
import { compareVersions, parseSqlFileName, takesBack } from '../../domain/sql/sql-file.ts';
import type { Statements } from '../../domain/sql/statement.ts';
import { type FileMode, fileMode } from '../../domain/sql/transaction.ts';
import { UserError } from '../../errors.ts';
import type { FileBytes } from '../../machine/file-bytes.ts';
import type { FilesReader } from '../../machine/files.ts';
import { longFile, maxReadAtOnce, shortFile } from './file-content.ts';
import { shownLines } from './shown.ts';

/** A migration or seed in the workspace. */
export interface SqlFile {
  /** "012_add_invoices.sql" */
  readonly file: string;
  /** Folder and file, as the workflow writes them. */
  readonly path: string;
  readonly version: string;
  /** SHA-256 of the bytes, with line breaks as Git stores them. */
  readonly sha256: string;
  readonly statements: Statements;
  readonly mode: FileMode;
  /** Those of its directives that bound its statements. */
  readonly limits: Pick<Directives, 'statementTimeoutSeconds' | 'lockTimeoutSeconds'>;
  /** The environments in which it is run; undefined: in all. */
  readonly environments: readonly string[] | undefined;
}

const maxFiles = 10_000;
/** Of all files of a folder together, in bytes. */
const maxLength = 4 * 2 ** 30;

/** Reads a folder's SQL files in their order; throws one UserError with all problems. */
export async function readSqlFiles(
  folder: string,
  workspace: string,
  engine: Engine,
  files: FilesReader,
): Promise<readonly SqlFile[]> {
  const root = resolve(workspace, folder);
  const names = waysUp((await files.filesBelow(root)).filter((name) => /\.sql$/i.test(name) && !name.includes('/')));
  if (names.length === 0) throw noFiles(folder);
  if (names.length > maxFiles) throw tooManyFiles(folder);
  const contents: FileBytes[] = [];
  for (const file of names) contents.push(await files.opened(resolve(root, file)));
  if (contents.reduce((sum, { length }) => sum + length, 0) > maxLength) throw tooLong(folder);
  const problems: string[] = [];
  const read: SqlFile[] = [];
  for (const [index, file] of names.entries()) {
    const content = contents[index] as FileBytes;
    const result = sqlFile(file, pathIn(folder, file), content, engine);
    if ('problem' in result) problems.push(result.problem);
    else read.push(result);
  }
  const ordered = read.toSorted((a, b) => compareVersions(a.version, b.version));
  problems.push(...sameNumbers(ordered));
  if (problems.length > 0) throw badFiles(problems);
  return ordered;
}

/** Without the files that take another of the folder back. */
function waysUp(names: readonly string[]): readonly string[] {
  const [back, forth] = [names.filter(isUndo), names.filter((name) => !isUndo(name))];
  return [...forth, ...back.filter((name) => !forth.some((other) => takesBack(name, other)))];
}

function sqlFile(
  file: string,
  path: string,
  content: FileBytes,
  engine: Engine,
): SqlFile | { readonly problem: string } {
  const name = parseSqlFileName(file);
  if (!name.ok) return { problem: `${path}: ${name.reason}` };
  const read = (content.length > maxReadAtOnce ? longFile(content, engine) : undefined) ?? shortFile(content, engine);
  if (!read.ok) return { problem: `${path}:${read.line}: ${read.reason}` };
  const { statements, sha256 } = read;
  const { withoutTransaction, environments, ...limits } = read.directives;
  const refused = placeholder(file, statements) ?? refusal(statements, engine);
  if (refused) return { problem: `${path}:${refused.line}: ${refused.reason}` };
  const mode = withoutTransaction ? 'statements' : fileMode(statements, engine);
  return { file, path, version: name.value.version, sha256, statements, mode, limits, environments };
}

function isUndo(name: string): boolean {
  return /\.down\.sql$|^U\d/.test(name);
}

/** Flyway puts values in where a file of its own has `${name}`: https://documentation.red-gate.com/flyway/reference/configuration/flyway-namespace/flyway-placeholders-namespace */
function placeholder(file: string, statements: Statements) {
  const found = file.startsWith('V') ? statements.find(({ text }) => /\$\{[\w:.]{1,100}\}/.test(text)) : undefined;
  return found && { line: found.line, reason: 'Flyway would put a value in for ${…} here; write it' };
}

/** "db/migrations/001_users.sql", with the folder as the workflow writes it. */
function pathIn(folder: string, file: string): string {
  let end = folder.length;
  while (folder[end - 1] === '/') end--;
  return `${folder.slice(0, end)}/${file}`;
}

function sameNumbers(ordered: readonly SqlFile[]): readonly string[] {
  return ordered.flatMap(({ path, version }, index) => {
    const before = ordered[index - 1];
    return before?.version === version ? [`${path}: has the same number as ${before.file}`] : [];
  });
}

function noFiles(folder: string): UserError {
  return new UserError({
    what: `There is no .sql file in the folder ${folder}; nothing was changed.`,
    why: 'The folder is missing or empty, or the repository has not been checked out.',
    next: 'Correct the path, which is relative to the repository, or leave the input out.',
  });
}

function tooManyFiles(folder: string): UserError {
  return new UserError({
    what: `The folder ${folder} has more than ${maxFiles} SQL files; nothing was changed.`,
    next: 'Check the path: it must be the folder of the migrations or seeds.',
  });
}

function tooLong(folder: string): UserError {
  return new UserError({
    what: `The SQL files of the folder ${folder} have more than 4 GiB together; nothing was changed.`,
    next: 'Load large data in another way, for example with `command`.',
  });
}

function badFiles(problems: readonly string[]): UserError {
  return new UserError({
    what: `${problems.length === 1 ? 'One SQL file cannot' : `${problems.length} SQL files cannot`} be run:\n${shownLines(problems)}`,
    next: 'Nothing was changed. Correct the files and run again.',
  });
}
