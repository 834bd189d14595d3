/** One step of the machine that follows an expression. */
export type Instruction =
  | { readonly op: 'rune'; readonly matches: (rune: number) => boolean }
  /** Goes on both at the next instruction and so many further. */
  | { readonly op: 'split'; readonly by: number }
  | { readonly op: 'jump'; readonly by: number }
  /** Between two code points, or at an end of the text (undefined). */
  | { readonly op: 'assert'; readonly holds: (before: number | undefined, after: number | undefined) => boolean };

type Part = readonly Instruction[];

/** A part so many times; at most -1 means any number. */
export function repeated(part: Part, least: number, most: number): Part {
  const needed = Array.from({ length: least }, () => part).flat();
  if (most === -1)
    return [...needed, { op: 'split', by: part.length + 2 }, ...part, { op: 'jump', by: -part.length - 1 }];
  return [...needed, ...Array.from({ length: most - least }, () => optional(part)).flat()];
}

export function optional(part: Part): Part {
  return [{ op: 'split', by: part.length + 1 }, ...part];
}

/** One of several. */
export function alternatives(branches: readonly Part[]): Part {
  const [first = [], ...others] = branches;
  if (others.length === 0) return first;
  const rest = alternatives(others);
  return [{ op: 'split', by: first.length + 2 }, ...first, { op: 'jump', by: rest.length + 1 }, ...rest];
}
