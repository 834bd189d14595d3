import { imageLimits } from './image-limits.ts';

/** A `${NAME:-` that is not closed yet, and the text after it so far. */
interface Open {
  readonly name: string;
  text: string;
}

/**
 * `$NAME`, `${NAME}` and `${NAME:-otherwise}` by their values; what has no value stays as it is. Undefined where the result
 * is longer than any image's name: values of values double with each of them.
 */
export function substituted(text: string, values: ReadonlyMap<string, string>): string | undefined {
  if (text.length > imageLimits.argumentCharacters) return undefined;
  const frames: Open[] = [{ name: '', text: '' }];
  let written = 0;
  for (const [piece] of text.matchAll(/\$\w+|\$\{\w+(?:\}|:-)|\}|[^$}]+|\$/g)) {
    const added = replacement(piece, frames, values);
    const frame = frames.at(-1);
    if (frame) frame.text += added;
    written += added.length;
    if (written > imageLimits.argumentCharacters) return undefined;
  }
  return frames.map(({ name, text: inside }) => (name === '' ? inside : `\${${name}:-${inside}`)).join('');
}

/** What a piece adds to the text: nothing for one that opens a default, all of it for one that closes it. */
function replacement(piece: string, frames: Open[], values: ReadonlyMap<string, string>): string {
  if (piece === '}') {
    const closed = frames.length > 1 ? frames.pop() : undefined;
    return closed ? values.get(closed.name) || closed.text || `\${${closed.name}:-}` : piece;
  }
  const name = /\w+/.exec(piece)?.[0] ?? '';
  if (!piece.startsWith('$') || name === '') return piece;
  if (!piece.endsWith(':-')) return values.get(name) || piece;
  frames.push({ name, text: '' });
  return '';
}
