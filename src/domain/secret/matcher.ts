/** Where words stand in a text, as ranges from their first to behind their last character; those that touch are one. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** A tree of words by their characters. Node 0 is the root; the arrays have an entry for each node. */
interface Tree {
  /** From node and character to node. One map for all nodes takes a fifth of the memory of a map for each. */
  readonly edges: Map<number, number>;
  /** The longest end of a node's text that is a beginning of a word as well. */
  readonly fallback: number[];
  /** Length of the longest word that ends at a node; 0: none does. */
  readonly length: number[];
}

/**
 * Finds all of many words in one pass, however many there are: time is linear in the text.
 * Source: Aho and Corasick, Efficient string matching, https://doi.org/10.1145/360825.360855
 */
export function matcher(words: Iterable<string>): (text: string) => Ranges {
  const tree: Tree = { edges: new Map(), fallback: [0], length: [0] };
  const parents = [...words].map((word) => insert(tree, word));
  linkFallbacks(tree, parents.flat());
  return (text) => rangesOf(tree, text);
}

/** A node that was made, with its parent and the character between them. */
interface Edge {
  readonly parent: number;
  readonly code: number;
  readonly node: number;
  readonly depth: number;
}

function insert(tree: Tree, word: string): readonly Edge[] {
  const made: Edge[] = [];
  let parent = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const known = tree.edges.get(key(parent, code));
    const node = known ?? tree.length.push(0) - 1;
    if (known === undefined) {
      tree.edges.set(key(parent, code), node);
      tree.fallback.push(0);
      made.push({ parent, code, node, depth: at });
    }
    parent = node;
  }
  tree.length[parent] = word.length;
  return made;
}

function key(node: number, code: number): number {
  return node * 0x1_0000 + code;
}

/** The shallow nodes first, since a fallback is always shorter than the text that falls back to it. */
function linkFallbacks(tree: Tree, edges: readonly Edge[]): void {
  const { fallback, length } = tree;
  for (const { parent, code, node, depth } of edges.toSorted((a, b) => a.depth - b.depth)) {
    const next = depth === 0 ? 0 : step(tree, fallback[parent] ?? 0, code);
    fallback[node] = next;
    length[node] ||= length[next] ?? 0;
  }
}

function step({ edges, fallback }: Tree, from: number, code: number): number {
  for (let node = from; ; node = fallback[node] ?? 0) {
    const next = edges.get(key(node, code));
    if (next !== undefined) return next;
    if (node === 0) return 0;
  }
}

function rangesOf(tree: Tree, text: string): Ranges {
  const found: [number, number][] = [];
  if (tree.edges.size === 0) return found;
  let node = 0;
  for (let at = 0; at < text.length; at++) {
    node = step(tree, node, text.charCodeAt(at));
    const length = tree.length[node] ?? 0;
    if (length > 0) include(found, at + 1 - length, at + 1);
  }
  return found;
}

/** Ends come in order; beginnings may reach back over ranges that were found before. */
function include(found: [number, number][], from: number, to: number): void {
  let begin = from;
  for (let last = found.at(-1); last && last[1] >= begin; last = found.at(-1)) {
    begin = Math.min(begin, last[0]);
    found.pop();
  }
  found.push([begin, to]);
}
