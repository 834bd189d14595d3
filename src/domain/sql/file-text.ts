import { type ByteText, byteText, isUtf8 } from './byte-text.ts';
import type { Engine } from './engine.ts';

/** A file's text without its byte order mark, or the reason why no client can read it. */
export function fileText(
  bytes: Uint8Array,
  engine: Engine,
):
  | { readonly ok: true; readonly text: ByteText }
  | { readonly ok: false; readonly line: number; readonly reason: string } {
  const text = byteText(bytes);
  if (isUtf16(text)) return { ok: false, ...utf16 };
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ok: false, ...nulByte(text.slice(0, nul).split('\n').length) };
  if (engine === 'postgres' && !declaresEncoding(text) && !isUtf8(text)) return { ok: false, ...notUtf8 };
  const content = text.slice(markLength(text));
  // The mysql client reads lines, however they end.
  return { ok: true, text: engine === 'mysql' ? content.replaceAll('\r\n', '\n') : content };
}

/** The length of the byte order mark at the beginning of a text. */
export function markLength(text: ByteText): number {
  return text.startsWith('\xef\xbb\xbf') ? 3 : 0;
}

export function isUtf16(text: ByteText): boolean {
  return /^(\xff\xfe|\xfe\xff)/.test(text);
}

export function declaresEncoding(text: ByteText): boolean {
  return /\bset\s+(session\s+|local\s+)?(client_encoding|names)\b/i.test(text);
}

export const utf16 = { line: 1, reason: 'the file is UTF-16; save it as UTF-8' } as const;

export const notUtf8 = {
  line: 1,
  reason: "the file is not UTF-8; save it as UTF-8, or begin it with SET client_encoding = '…'",
} as const;

export function nulByte(line: number) {
  return { line, reason: 'there is a NUL byte here, which no text in SQL may hold' } as const;
}
