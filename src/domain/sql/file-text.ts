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
  if (/^(\xff\xfe|\xfe\xff)/.test(text)) return refused(1, 'the file is UTF-16; save it as UTF-8');
  const nul = text.indexOf('\0');
  if (nul >= 0)
    return refused(text.slice(0, nul).split('\n').length, 'there is a NUL byte here, which no text in SQL may hold');
  if (engine === 'postgres' && !declaresEncoding(text) && !isUtf8(text))
    return refused(1, "the file is not UTF-8; save it as UTF-8, or begin it with SET client_encoding = '…'");
  const content = text.replace(/^\xef\xbb\xbf/, '');
  // The mysql client reads lines, however they end.
  return { ok: true, text: engine === 'mysql' ? content.replaceAll('\r\n', '\n') : content };
}

function declaresEncoding(text: ByteText): boolean {
  return /\bset\s+(session\s+|local\s+)?(client_encoding|names)\b/i.test(text);
}

function refused(line: number, reason: string) {
  return { ok: false, line, reason } as const;
}
