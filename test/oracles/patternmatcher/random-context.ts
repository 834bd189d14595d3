import type { Bytes } from '../../../src/domain/go-text.ts';

/** A context that nobody would write by hand: paths (a folder ends with a slash) and an ignore file, as bytes. */
export interface RandomContext {
  readonly ignore: Bytes;
  readonly paths: readonly Bytes[];
}

const bytes = (text: string): Bytes => Buffer.from(text).toString('latin1');

const plain = ['a', 'b', 'A', 'ab', 'B', 'src', 'x.y', '.a', 'a-b'];
const odd = [
  ...'()|+{}^$[]*?\\!# .-:&~@%,0'.split(''),
  ...['é', '日', '😀', '\u2028', '\u00a0', '\u0085', '\ufeff', '\ufffd', '\t', '\n', '\r', 'c++', '(1)'].map(bytes),
  '\xff',
  '\xe2\x82',
  '\xed\xa0\x80',
];
const wild = [
  '*',
  '**',
  '?',
  '**/',
  '/**',
  '***',
  '/**/',
  '[a-c]',
  '[^a]',
  '[!a]',
  '[a*]',
  '[*-?]',
  '[]a]',
  '[[:alpha:]]',
];
const rare = [
  '\\d',
  '\\w',
  '\\*',
  '\\?',
  '\\[',
  '\\a',
  '\\.',
  '\\Qa*\\E',
  '\\b',
  '\\é',
  '\\',
  '[',
  ']',
  '[b-a]',
  '[\\d]',
  '[?]',
  '[+.(]',
  '\\x61',
  '\\141',
  '\\1',
];
const before = ['', '', '', '', '/', './', '//', '../', '!', '!', '!', '!/', '! ', '/!', ' ', '#', ' #', '!!', '\t!'];
const behind = ['', '', '', '', '/', '/.', ' ', '//', '\t', bytes('\u00a0'), bytes('\ufeff'), '/..', '/../a'];

export function randomContext(random: () => number): RandomContext {
  const below = (end: number) => Math.floor(random() * end);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const isOdd = random() < 0.5;
  const pool = Array.from({ length: 5 }, () => name());
  const paths = Array.from({ length: 2 + below(14) }, () => {
    const parts = Array.from({ length: 1 + below(4) }, () => one(pool));
    return parts.join('/') + (random() < 0.1 ? '/' : '');
  });
  const rules = Array.from({ length: 1 + below(5) }, rule);
  const end = random() < 0.2 ? '\r\n' : '\n';
  return { ignore: `${random() < 0.1 ? '\xef\xbb\xbf' : ''}${rules.join(end)}${random() < 0.5 ? end : ''}`, paths };

  function name(): Bytes {
    if (random() < 0.02) return one(plain).repeat(60);
    const made = Array.from({ length: 1 + below(3) }, () => (isOdd && random() < 0.5 ? one(odd) : one(plain))).join('');
    return made === '.' || made === '..' || made === '' ? 'z' : made;
  }

  /** Most rules are made of a path that is there, or nothing would ever match. */
  function rule(): Bytes {
    if (random() < 0.04) return one(['', '!', '#a', '.', '/', '**', '*', '!**', '!*', '  ', '..', '!.', '!..']);
    const parts = one(paths)
      .split('/')
      .filter((part) => part !== '');
    const shown = parts.slice(0, 1 + below(parts.length)).map((part) => (random() < 0.5 ? part : changed(part)));
    if (random() < 0.2) shown[below(shown.length)] = one(wild);
    if (random() < 0.15) shown.unshift('**');
    return `${random() < 0.4 ? one(before) : ''}${shown.join('/')}${random() < 0.3 ? one(behind) : ''}`;
  }

  function changed(part: Bytes): Bytes {
    const at = below(part.length + 1);
    const kind = random();
    if (kind < 0.35) return part.slice(0, at) + one(wild) + part.slice(at + below(2));
    if (kind < 0.45) return part.replace(/(?=[^a-z])/i, '\\');
    if (kind < 0.5) return part.slice(0, at) + one(rare) + part.slice(at);
    if (kind < 0.7) return part.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 0x20));
    if (kind < 0.85) return part.slice(0, at) + one(isOdd ? odd : plain) + part.slice(at);
    return one(pool);
  }
}
