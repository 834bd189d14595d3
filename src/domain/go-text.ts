/** Texts as Go sees them: bytes, one a character (Latin-1), of which UTF-8 may be made or not. */
export type Bytes = string;

/** What Go reads for a byte that is no UTF-8. */
export const runeError = 0xfffd;

/** The code points of a text. Each byte that is no UTF-8 is one of its own: https://pkg.go.dev/unicode/utf8#DecodeRune */
export function runesOf(bytes: Bytes): readonly number[] {
  const runes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { rune, length } = runeAt(bytes, at);
    runes.push(rune);
    at += length;
  }
  return runes;
}

/** The smallest code point of each length: a longer form of it is no UTF-8. */
const smallest = [0, 0, 0x80, 0x800, 0x10000];

/** The code point that begins at a byte, and how many bytes it has. */
export function runeAt(bytes: Bytes, at: number): { readonly rune: number; readonly length: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { rune: first, length: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const invalid = { rune: runeError, length: 1 };
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return invalid;
  let rune = first & (0x7f >> length);
  for (let next = at + 1; next < at + length; next++) {
    const byte = bytes.charCodeAt(next);
    if ((byte & 0xc0) !== 0x80) return invalid;
    rune = (rune << 6) | (byte & 0x3f);
  }
  const isSurrogate = rune >= 0xd800 && rune <= 0xdfff;
  return rune < (smallest[length] ?? 0) || isSurrogate || rune > 0x10ffff ? invalid : { rune, length };
}

/** White space as Go's `strings.TrimSpace` knows it; JavaScript's is another one. https://pkg.go.dev/unicode#IsSpace */
const space =
  '(?:[\\t\\n\\v\\f\\r ]|\\xc2[\\x85\\xa0]|\\xe1\\x9a\\x80|\\xe2\\x80[\\x80-\\x8a\\xa8\\xa9\\xaf]|\\xe2\\x81\\x9f|\\xe3\\x80\\x80)';
const leadingSpace = new RegExp(`^${space}+`);
const oneSpace = new RegExp(`^${space}$`);

export function trimSpace(bytes: Bytes): Bytes {
  const text = bytes.replace(leadingSpace, '');
  let end = text.length;
  for (let length = lastSpace(text, end); length > 0; length = lastSpace(text, end)) end -= length;
  return text.slice(0, end);
}

/** How many bytes the white space has that ends there; 0 where none does. */
function lastSpace(text: Bytes, end: number): number {
  return [1, 2, 3].find((length) => length <= end && oneSpace.test(text.slice(end - length, end))) ?? 0;
}

/** Go's `filepath.Clean` on Linux: https://pkg.go.dev/path/filepath#Clean */
export function cleanPath(path: Bytes): Bytes {
  const isRooted = path.startsWith('/');
  const parts: Bytes[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return `${isRooted ? '/' : ''}${parts.join('/')}` || '.';
}
