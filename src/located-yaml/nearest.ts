/** `; did you mean "status"?`, or the names that there are. */
export function nearest(word: string, known: readonly string[]): string {
  const near = misspelt(word, known) ?? known.find((name) => isPartOf(name, word));
  if (near !== undefined) return `; did you mean "${near}"?`;
  return known.length === 0 ? '' : `; it may be ${known.join(', ')}`;
}

/** Longer names are no spelling mistakes, and comparing them takes time. */
const maxLength = 100;

function misspelt(word: string, known: readonly string[]): string | undefined {
  if (word.length > maxLength) return undefined;
  const [best] = known
    .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}

function isPartOf(name: string, word: string): boolean {
  return word.length >= 3 && (name.includes(word) || word.includes(name));
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, index) => index);
  const last = [...a].reduce((row, letter, index) => {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    return next;
  }, first);
  return last[b.length] ?? 0;
}
