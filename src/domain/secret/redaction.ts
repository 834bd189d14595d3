import { encodings } from './encodings.ts';
import { matcher } from './matcher.ts';
import { mark, withoutSecretShapes, withoutTokens } from './secret-shape.ts';

/** Removes secrets from texts: the values that it knows, in every encoding, and tokens by their shape. */
export interface Redaction {
  /** From here on this value is hidden. */
  learn(value: string): void;
  /** Whether so many values are known that no more should be asked for: a server may send new ones without end. */
  isFull(): boolean;
  /** A text of our own with `***` for each secret. Linear in the text's length. */
  text(text: string): string;
  /** The same for the text of a program or a server, of which the values of secret names are hidden as well. */
  foreign(text: string): string;
}

/** Shorter values are no secrets, and hiding them would make a text unreadable. */
const minLength = 4;

/** A tree of this many characters takes about 50 MB. */
const maxCharacters = 1_000_000;

export function redaction(secrets: Iterable<string> = []): Redaction {
  const known = new Set<string>();
  let characters = 0;
  let find: ReturnType<typeof matcher> | undefined;
  const learn = (value: string) => {
    if (value.length < minLength) return;
    for (const form of encodings(value)) {
      if (known.has(form)) continue;
      known.add(form);
      characters += form.length;
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
