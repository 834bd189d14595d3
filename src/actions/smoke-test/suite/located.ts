import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Where something stands in a suite. */
export interface Place {
  /** As the input `suite` names it, relative to the workspace. */
  readonly file: string;
  readonly line: number;
}

export interface Entry {
  readonly key: string;
  readonly place: Place;
  readonly value: Located;
}

export type Scalar = string | number | boolean | null;

/** A YAML value that knows where it stands. */
export type Located =
  | { readonly kind: 'scalar'; readonly place: Place; readonly value: Scalar }
  | { readonly kind: 'list'; readonly place: Place; readonly items: readonly Located[] }
  | { readonly kind: 'map'; readonly place: Place; readonly entries: readonly Entry[] };

/** A mistake in a suite. */
export interface Problem {
  readonly place: Place;
  readonly reason: string;
}

/** Reads a YAML text, or tells why it is none. */
export function locatedYaml(file: string, source: string): Located | Problem {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const placeAt = (offset: number | undefined): Place => ({ file, line: lineCounter.linePos(offset ?? 0).line });
  const error = document.errors[0];
  if (error) return { place: placeAt(error.pos[0]), reason: `this is not valid YAML: ${error.message}` };

  const locate = (node: Node | null | undefined, near: Place): Located => {
    const place = node?.range ? placeAt(node.range[0]) : near;
    if (isAlias(node)) return locate(node.resolve(document), place);
    if (isSeq<Node>(node)) return { kind: 'list', place, items: node.items.map((item) => locate(item, place)) };
    if (!isMap<Node, Node | null>(node)) return { kind: 'scalar', place, value: scalarOf(node) };
    const entries = node.items.map(({ key, value }) => {
      const keyPlace = placeAt(key.range?.[0]);
      return { key: isScalar(key) ? String(key.value) : String(key), place: keyPlace, value: locate(value, keyPlace) };
    });
    return { kind: 'map', place, entries };
  };
  return locate(document.contents, { file, line: 1 });
}

function scalarOf(node: Node | null | undefined): Scalar {
  if (!isScalar(node)) return null;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The value as JSON has it. */
export function plain(node: Located): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}

/** Where the part of a value stands that `path` leads to, or the nearest one around it. */
export function placeOf(node: Located, path: readonly string[], outer: Place = node.place): Place {
  const [first, ...rest] = path;
  if (first === undefined || node.kind !== 'map') return outer;
  const entry = node.entries.find(({ key }) => key === first);
  return entry ? placeOf(entry.value, rest, entry.place) : outer;
}

export function shownPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}
