const [maxLines, maxNames] = [50, 20];

/** Lines of a message, one below the other: the first of them, and how many more there are. */
export function shownLines(lines: readonly string[]): string {
  return `${shown(lines, maxLines)
    .map((line) => `  - ${line}`)
    .join('\n')}\n`;
}

/** Names in a sentence: the first of them, and how many more there are. */
export function shownNames(names: readonly string[]): string {
  return shown(names, maxNames).join(', ') || 'none';
}

function shown(items: readonly string[], most: number): readonly string[] {
  return items.length <= most ? items : [...items.slice(0, most), `and ${items.length - most} more`];
}
