import { type ByteText, byteText } from './byte-text.ts';

/** A file's text, which may be too long to be held at once: a string is one, and so is a file that is read where it is asked for. */
export interface SqlText {
  readonly length: number;
  slice(start: number, end?: number): ByteText;
}

/** What is read at once of a text that is not held, in bytes. */
export const chunkLength = 1 << 20;

/** A text piece by piece. */
export function* chunksOf(text: SqlText): Generator<ByteText> {
  for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, Math.min(at + chunkLength, text.length));
}

/** Pieces of a text with line breaks as Git stores them. */
export function* withUnixBreaks(chunks: Iterable<ByteText>): Generator<ByteText> {
  let held = '';
  for (const chunk of chunks) {
    const piece = held + chunk;
    // The rest of this line break may be in the next piece.
    held = piece.endsWith('\r') ? '\r' : '';
    yield piece.slice(0, piece.length - held.length).replaceAll('\r\n', '\n');
  }
  if (held !== '') yield held;
}

/** The bytes of a file, read where they are asked for. */
export interface ReadableBytes {
  readonly length: number;
  read(start: number, end: number): Uint8Array;
}

/** A file from a byte on as a text of which one chunk is held: statements are mostly asked for one after the other. */
export function readText(bytes: ReadableBytes, from: number): SqlText {
  const length = bytes.length - from;
  let [held, heldFrom] = ['', 0];
  const read = (start: number, end: number) => byteText(bytes.read(from + start, from + end));
  return {
    length,
    slice(start, end = length) {
      if (end - start > chunkLength) return read(start, end);
      if (start < heldFrom || end > heldFrom + held.length) {
        heldFrom = start;
        held = read(start, Math.min(start + chunkLength, length));
      }
      return held.slice(start - heldFrom, end - heldFrom);
    },
  };
}
