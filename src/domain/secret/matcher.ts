/** Where words stand in a text, as ranges from their first to behind their last character; those that touch are one. */
export type Ranges = readonly (readonly [from: number, to: number])[];

interface Node {
  readonly next: Map<number, Node>;
  /** The longest end of this node's text that is a beginning of a word as well. */
  fallback: Node | undefined;
  /** Length of the longest word that ends here; 0: none does. */
  length: number;
}

/**
 * Finds all of many words in one pass, however many there are: time is linear in the text.
 * Source: Aho and Corasick, Efficient string matching, https://doi.org/10.1145/360825.360855
 */
export function matcher(words: Iterable<string>): (text: string) => Ranges {
  const root: Node = { next: new Map(), fallback: undefined, length: 0 };
  for (const word of words) insert(root, word);
  linkFallbacks(root);
  return (text) => rangesOf(root, text);
}

function insert(root: Node, word: string): void {
  let node = root;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const child = node.next.get(code) ?? { next: new Map(), fallback: undefined, length: 0 };
    node.next.set(code, child);
    node = child;
  }
  node.length = word.length;
}

/** Breadth first, since a fallback is always shorter than the text that falls back to it. */
function linkFallbacks(root: Node): void {
  const open = [root];
  for (const node of open) {
    for (const [code, child] of node.next) {
      child.fallback = node === root ? root : step(node.fallback ?? root, code, root);
      child.length ||= child.fallback.length;
      open.push(child);
    }
  }
}

function step(from: Node, code: number, root: Node): Node {
  for (let node: Node | undefined = from; node; node = node.fallback) {
    const next = node.next.get(code);
    if (next) return next;
  }
  return root;
}

function rangesOf(root: Node, text: string): Ranges {
  const found: [number, number][] = [];
  let node = root;
  for (let at = 0; at < text.length; at++) {
    node = step(node, text.charCodeAt(at), root);
    if (node.length > 0) include(found, at + 1 - node.length, at + 1);
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
