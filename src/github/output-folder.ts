import { closeSync, mkdirSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputValue } from './outputs.ts';

/** Values by the names of their outputs; a long one comes in pieces. */
export type WholeValues = Readonly<Record<string, OutputValue | Iterable<string>>>;

/** Writes a file for each value, named after its output, into a new folder of the job; the answer is its path. */
export function writeOutputFolder(temporary: string, action: string, values: WholeValues): string {
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, `${action}-outputs-`));
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) writePieces(join(folder, name), piecesOf(value));
  }
  return folder;
}

function piecesOf(value: NonNullable<WholeValues[string]>): Iterable<string> {
  if (typeof value !== 'object') return [String(value)];
  return Array.isArray(value) ? value.map((line) => `${line}\n`) : value;
}

const pieceCharacters = 1024 * 1024;

function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length > pieceCharacters) {
        writeAll(file, text);
        text = '';
      }
    }
    writeAll(file, text);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
