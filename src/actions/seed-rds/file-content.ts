import { createHash } from 'node:crypto';
import { bytesOf, byteText } from '../../domain/sql/byte-text.ts';
import { type Directives, readDirectives } from '../../domain/sql/directives.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import { fileText, isUtf16, markLength, utf16 } from '../../domain/sql/file-text.ts';
import { longTextReader } from '../../domain/sql/long-text.ts';
import { isWithoutTransaction } from '../../domain/sql/sql-file.ts';
import { chunkLength, chunksOf, readText, type SqlText, withUnixBreaks } from '../../domain/sql/sql-text.ts';
import { indexStatements, type Statements, scanStatements } from '../../domain/sql/statement.ts';
import { upPart } from '../../domain/sql/up-part.ts';
import type { FileBytes } from '../../machine/file-bytes.ts';

/** What a file holds, or the line and the reason of what cannot be run. */
export type FileContent =
  | {
      readonly ok: true;
      readonly statements: Statements;
      /** SHA-256 of the bytes, with line breaks as Git stores them. */
      readonly sha256: string;
      readonly directives: Directives;
    }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Longer files are read chunk by chunk, as often as need be: 100 MB would not fit in the memory that a job has for this. */
export const maxReadAtOnce = 8 << 20;

/** Of a file that is held as a whole. */
export function shortFile(content: FileBytes, engine: Engine): FileContent {
  if (content.length > maxHeld) return { ok: false, line: 1, reason: heldReason };
  const text = fileText(content.read(0, content.length), engine);
  if (!text.ok) return text;
  const up = upPart(text.text);
  if (!up.ok) return up;
  const scan = scanStatements(up.text, engine);
  if (!scan.ok) return scan;
  const read = readDirectives(text.text, engine);
  if (!read.ok) return read;
  const withoutTransaction = up.withoutTransaction || isWithoutTransaction(up.text, engine);
  const directives = withTransaction(read.directives, withoutTransaction);
  return { ok: true, statements: scan.statements, sha256: sha256Of(chunksOf(text.text)), directives };
}

const maxHeld = 64 << 20;
const heldReason =
  'the file has line ends of Windows or markers of a migration tool, and more than 64 MiB; end its lines with LF, or split it';

/** Of a file of which only a chunk is held; undefined where it must be read as a whole. */
export function longFile(content: FileBytes, engine: Engine): FileContent | undefined {
  const begin = byteText(content.read(0, 3));
  if (isUtf16(begin)) return { ok: false, ...utf16 };
  const text = readText(content, markLength(begin));
  const reader = longTextReader(engine);
  const sha256 = sha256Of(noted(text, reader.add));
  const { problem, mustBeHeld, namesNoBackslash } = reader.end();
  if (problem) return { ok: false, ...problem };
  if (mustBeHeld) return undefined;
  const scan = indexStatements(text, { engine, namesNoBackslash });
  if (!scan.ok) return scan;
  const top = text.slice(0, Math.min(chunkLength, text.length));
  const read = readDirectives(top, engine);
  if (!read.ok) return read;
  const directives = withTransaction(read.directives, isWithoutTransaction(top, engine));
  return { ok: true, statements: scan.statements, sha256, directives };
}

function withTransaction(directives: Directives, without: boolean): Directives {
  return without ? { ...directives, withoutTransaction: true } : directives;
}

function* noted(text: SqlText, note: (chunk: string) => void): Generator<string> {
  for (const chunk of chunksOf(text)) {
    note(chunk);
    yield chunk;
  }
}

function sha256Of(chunks: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const chunk of withUnixBreaks(chunks)) hash.update(bytesOf(chunk));
  return hash.digest('hex');
}
