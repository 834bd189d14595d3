import { isReadable } from './readable.ts';

/** The part of a file name that is a hash of the content, or may be one. */
export interface HashToken {
  readonly text: string;
  /** What stands before it: `-`, `_` or `.`; empty where the name begins with it. */
  readonly separator: string;
  /** What bundlers write a hash in: `hex` 8 to 64, `base32` and `base64url` 8 characters. */
  readonly alphabet: 'hex' | 'base32' | 'base64url';
  /** Hardly anybody writes such a text by hand. Otherwise it may be words or a number. */
  readonly isRandom: boolean;
  /** The name is proof by itself: a random text that something stands before, as people do not write it, or in hex. */
  readonly isProven: boolean;
}

const maxEndings = 3;

/**
 * The hash in the last segment of a path, before its endings (`.chunk.js`, `.lean.js`); undefined where there is surely none. Of
 * several the last: what stands before it may be a hash too, but of the page's path (`97e110fc.e6de4c0b.js`).
 */
export function hashToken(path: string): HashToken | undefined {
  const all = path.slice(path.lastIndexOf('/') + 1).split('.');
  const words = all.slice(-maxEndings - 1);
  let possible: HashToken | undefined;
  for (let at = words.length - 2; at >= 0 && isEnding(words[at + 1] ?? ''); at--) {
    const token = tokenAtEnd((words[at] ?? '').replace(/_bg$/, ''), at > 0 || all.length > words.length ? '.' : '');
    if (token?.isProven) return token;
    possible ??= token;
  }
  return possible;
}

/** What follows a hash. */
function isEnding(word: string): boolean {
  return /^[A-Za-z]\w{0,11}$/.test(word);
}

const [shortest, longest] = [8, 64];

/** The longest end of a word that may be a hash: after a separator and a name, or the word as a whole. */
function tokenAtEnd(word: string, before: string): HashToken | undefined {
  // A UUID names a thing, whatever its content.
  if (/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return undefined;
  let possible: HashToken | undefined;
  for (let length = Math.min(longest, word.length); length >= shortest; length--) {
    const start = word.length - length;
    const separator = start === 0 ? before : (word[start - 1] ?? '');
    if (start === 1 || (start > 0 && separator !== '-' && separator !== '_')) continue;
    const token = tokenOf(word.slice(start), separator);
    if (token?.isProven) return token;
    possible ??= token;
  }
  return possible;
}

function tokenOf(text: string, separator: string): HashToken | undefined {
  const alphabet = alphabetOf(text);
  if (alphabet === undefined) return undefined;
  const isRandom = /[\dA-Z]/.test(text) && /[A-Za-z]/.test(text) && !isReadable(text);
  return { text, separator, alphabet, isRandom, isProven: isRandom && (separator !== '' || alphabet === 'hex') };
}

function alphabetOf(text: string): HashToken['alphabet'] | undefined {
  if (/^[0-9a-f]+$/.test(text)) return 'hex';
  if (text.length !== shortest || /^[a-z]+$/.test(text)) return undefined;
  if (/^[A-Z2-7]+$/.test(text)) return 'base32';
  return /^[\w-]+$/.test(text) ? 'base64url' : undefined;
}
