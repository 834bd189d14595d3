import { encodings } from './encodings.ts';
import { matcher } from './matcher.ts';
import { mark, withoutSecretShapes } from './secret-shape.ts';

/** Takes secrets out of texts: the values that it was told, in every encoding, and what looks like a secret by its shape. */
export interface Redaction {
  /** From here on this value is hidden. */
  learn(value: string): void;
  /** The text with `***` for each secret. Linear in the text's length. */
  text(text: string): string;
}

/** Shorter values are no secrets, and hiding them would make a text unreadable. */
const minLength = 4;

export function redaction(secrets: Iterable<string> = []): Redaction {
  const known = new Set<string>();
  let find: ReturnType<typeof matcher> | undefined;
  const learn = (value: string) => {
    if (value.length < minLength) return;
    for (const form of encodings(value)) known.add(form);
    find = undefined;
  };
  for (const secret of secrets) learn(secret);
  return {
    learn,
    text(text) {
      find ??= matcher(known);
      return withoutSecretShapes(without(text, find(text)));
    },
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
