import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { type ByteText, bytesOf } from '../../domain/sql/byte-text.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import { fileText } from '../../domain/sql/file-text.ts';
import { refusal } from '../../domain/sql/refusal.ts';
import { compareVersions, isWithoutTransaction, parseSqlFileName, takesBack } from '../../domain/sql/sql-file.ts';
import { type Statement, scanStatements } from '../../domain/sql/statement.ts';
import { type FileMode, fileMode } from '../../domain/sql/transaction.ts';
import { upPart } from '../../domain/sql/up-part.ts';
import { UserError } from '../../errors.ts';
import type { FilesReader } from '../../machine/files.ts';
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
  readonly statements: readonly Statement[];
  readonly mode: FileMode;
}

const maxFiles = 10_000;
/** Of all files of a folder together, in bytes. */
const maxLength = 256 << 20;

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
  const problems: string[] = [];
  const read: SqlFile[] = [];
  let length = 0;
  for (const file of names) {
    const content = await files.bytes(resolve(root, file));
    length += content.length;
    if (length > maxLength) throw tooLong(folder);
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
  content: Uint8Array,
  engine: Engine,
): SqlFile | { readonly problem: string } {
  const name = parseSqlFileName(file);
  if (!name.ok) return { problem: `${path}: ${name.reason}` };
  const text = fileText(content, engine);
  const up = text.ok ? upPart(text.text) : text;
  const scan = up.ok ? scanStatements(up.text, engine) : up;
  const refused = scan.ok ? (placeholder(file, scan.statements) ?? refusal(scan.statements, engine)) : scan;
  if (!text.ok || !up.ok || !scan.ok || refused) return { problem: `${path}:${refused?.line}: ${refused?.reason}` };
  const { statements } = scan;
  const alone = up.withoutTransaction || isWithoutTransaction(up.text, engine);
  const mode = alone ? 'statements' : fileMode(statements, engine);
  return { file, path, version: name.value.version, sha256: sha256Of(text.text), statements, mode };
}

function isUndo(name: string): boolean {
  return /\.down\.sql$|^U\d/.test(name);
}

/** Flyway puts values in where a file of its own has `${name}`: https://documentation.red-gate.com/flyway/reference/configuration/flyway-namespace/flyway-placeholders-namespace */
function placeholder(file: string, statements: readonly Statement[]) {
  const found = file.startsWith('V') ? statements.find(({ text }) => /\$\{[\w:.]{1,100}\}/.test(text)) : undefined;
  return found && { line: found.line, reason: 'Flyway would put a value in for ${…} here; write it' };
}

function sha256Of(text: ByteText): string {
  return createHash('sha256')
    .update(bytesOf(text.replaceAll('\r\n', '\n')))
    .digest('hex');
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
    what: `The SQL files of the folder ${folder} have more than 256 MiB together; nothing was changed.`,
    next: 'Load large data in another way, for example with `command`.',
  });
}

function badFiles(problems: readonly string[]): UserError {
  return new UserError({
    what: `${problems.length === 1 ? 'One SQL file cannot' : `${problems.length} SQL files cannot`} be run:\n${shownLines(problems)}`,
    next: 'Nothing was changed. Correct the files and run again.',
  });
}
