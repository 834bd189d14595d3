/** A way into a JSON value: names of members and positions in lists; negative ones count from the end. */
export type JsonPath = readonly (string | number)[];

const step = /\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/y;

/** Reads `$.a.b[0]["c d"]`, the part of JSONPath (RFC 9535) that leads to one value; undefined for anything else. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  let position = 1;
  while (position < text.length) {
    const matcher = new RegExp(step);
    matcher.lastIndex = position;
    const match = matcher.exec(text);
    if (!match) return undefined;
    path.push(match[2] === undefined ? (match[1] ?? match[3] ?? match[4] ?? '') : Number(match[2]));
    position = matcher.lastIndex;
  }
  return path;
}

/** The value that a path leads to, or undefined when there is none. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return typeof name === 'number' ? value.at(name) : undefined;
    if (typeof value !== 'object' || value === null || typeof name === 'number') return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
  }, json);
}
