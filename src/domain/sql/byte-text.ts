/**
 * A file's bytes as text, one character from U+0000 to U+00FF for each: what is neither UTF-8 nor any other text stays as it is.
 * SQL is ASCII where it counts, so it is read in this form, and sent to the server byte for byte.
 */
export type ByteText = string;

export function byteText(bytes: Uint8Array): ByteText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function bytesOf(text: ByteText): Buffer {
  return Buffer.from(text, 'latin1');
}

/** An ordinary text, such as a statement of our own, in this form. */
export function encoded(text: string): ByteText {
  return Buffer.from(text).toString('latin1');
}

/** For people: read as UTF-8. */
export function decoded(text: ByteText): string {
  return bytesOf(text).toString();
}

export function isUtf8(text: ByteText): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text));
    return true;
  } catch {
    return false;
  }
}
