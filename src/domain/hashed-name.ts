/**
 * Whether a file name carries a hash of its content, as bundlers write it: eight characters of base64url or base32, or 8
 * to 64 of hex, before the endings. To take a plain name for a hashed one would freeze it for a year, so a word of eight
 * letters does not count; in code, which is the bundler's, one with capitals does.
 */
export function isHashedName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const hash = hashBefore(name) ?? '';
  const isCode = /\.(m?js|css)(\.map)?$/.test(name);
  return (/\d/.test(hash) && /[A-Za-z]/.test(hash)) || (isCode && /[A-Z]/.test(hash));
}

const maxEndings = 3;

/** What may be a hash before up to three endings: the one that begins first. Without a regular expression, which would take quadratic time. */
function hashBefore(name: string): string | undefined {
  const words = name.split('.').slice(-maxEndings - 1);
  for (const [at, word] of words.slice(0, -1).entries()) {
    const hash = words.slice(at + 1).every(isEnding) ? hashAtEnd(word) : undefined;
    if (hash !== undefined) return hash;
  }
  return undefined;
}

function isEnding(word: string): boolean {
  return /^[A-Za-z]\w*$/.test(word);
}

const [shortest, longest] = [8, 64];

/** The longest end of a word that may be a hash and that a separator, or nothing, comes before. */
function hashAtEnd(word: string): string | undefined {
  for (let length = Math.min(longest, word.length); length >= shortest; length--) {
    const start = word.length - length;
    if (start > 0 && !/[-_]/.test(word[start - 1] ?? '')) continue;
    const end = word.slice(start);
    if (length === shortest ? /^[\w-]+$/.test(end) : /^[0-9a-f]+$/.test(end)) return end;
  }
  return undefined;
}
