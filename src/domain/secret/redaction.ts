import { encodings } from './encodings.ts';
import { matcher } from './matcher.ts';
import { mark, withoutSecretShapes, withoutTokens } from './secret-shape.ts';

/** Removes secrets from texts: the values that it knows, in every encoding, and tokens by their shape. */
export interface Redaction {
  /** From here on this value is hidden. */
  learn(value: string): void;
  /** Length of the longest text that is hidden as a whole: what begins before a point ends at most so far behind it. */
  reach(): number;
  /** Whether so many values are known that no more should be asked for: a server may send new ones without end. */
  isFull(): boolean;
  /** A text of our own with `***` for each secret. Linear in the text's length. */
  text(text: string): string;
  /** The same for the text of a program or a server, of which the values of secret names are hidden as well. */
  foreign(text: string): string;
}

/** Shorter values are no secrets, and hiding them would make a text unreadable. In UTF-16 units. */
export const minSecretLength = 4;

/** Words that stand everywhere: a text without them says nothing any more. */
const everywhere = new Set([
  'true',
  'false',
  'null',
  'none',
  'undefined',
  'http',
  'https',
  'localhost',
  'latest',
  'main',
]);

/** Why a value cannot be kept secret; undefined where it can. */
export function unhideable(value: string): string | undefined {
  if (value.length < minSecretLength) return `it has fewer than ${minSecretLength} characters`;
  return everywhere.has(value.toLowerCase()) ? 'it is a word that stands everywhere' : undefined;
}

/** A private key is the longest that shows by its shape. */
const maxShapeLength = 24_000;

/** A tree of this many characters takes about 50 MB. */
const maxCharacters = 1_000_000;

export function redaction(secrets: Iterable<string> = []): Redaction {
  const known = new Set<string>();
  let characters = 0;
  let longest = 0;
  let find: ReturnType<typeof matcher> | undefined;
  const learn = (value: string) => {
    if (unhideable(value) !== undefined) return;
    for (const form of encodings(value)) {
      if (known.has(form)) continue;
      known.add(form);
      characters += form.length;
      longest = Math.max(longest, form.length);
      find = undefined;
    }
  };
  for (const secret of secrets) learn(secret);
  const withoutKnown = (text: string) => {
    find ??= matcher(known);
    return without(text, find(text));
  };
  return {
    learn,
    reach: () => Math.max(longest, maxShapeLength),
    isFull: () => characters > maxCharacters,
    text: (text) => withoutTokens(withoutKnown(text)),
    foreign: (text) => withoutSecretShapes(withoutKnown(text)),
  };
}

function without(text: string, ranges: ReturnType<ReturnType<typeof matcher>>): string {
  if (ranges.length === 0) return text;
  let [rest, at] = ['', 0];
  for (const [from, to] of ranges) {
    rest += text.slice(at, from) + mark;
    at = to;
  }
  return rest + text.slice(at);
}
