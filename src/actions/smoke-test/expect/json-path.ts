import { exec, type JsonValue } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';
import { withinTime } from '../time-limit.ts';

/** A way into a JSON value: names of members and positions in lists; negative ones count from the end. */
export type JsonPath = readonly (string | number)[];

/** A path of a suite: to one value, or to as many as there are. */
export type JsonQuery =
  | { readonly kind: 'one'; readonly path: JsonPath }
  | { readonly kind: 'many'; readonly text: string };

/** What a path leads to: a value, which is undefined where there is none; or the list of all values. */
export type Found =
  | { readonly kind: 'one'; readonly value: unknown }
  | { readonly kind: 'many'; readonly values: readonly unknown[] }
  | { readonly kind: 'problem'; readonly reason: string };

const step = /\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/y;

/** Reads a path (JSONPath, RFC 9535); undefined for anything else. */
export function parseJsonQuery(text: string): JsonQuery | undefined {
  const path = parseJsonPath(text);
  if (path) return { kind: 'one', path };
  return isJsonPath(text) ? { kind: 'many', text } : undefined;
}

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

function isJsonPath(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What stands at a path. Path and value are not ours: together they may take for ever, so that has a time limit. */
export function foundAt(json: unknown, query: JsonQuery): Found {
  if (query.kind === 'one') return { kind: 'one', value: valueAt(json, query.path) };
  if (json === undefined) return { kind: 'many', values: [] };
  const found = withinTime(searchMilliseconds, () => pathsTo(json, query.text));
  if (!found) return { kind: 'problem', reason: `the search was stopped after ${searchMilliseconds} ms` };
  return { kind: 'many', values: found.value.map((path) => valueAt(json, path)) };
}

const searchMilliseconds = 500;

/** Filters compare numbers as JavaScript has them; what is found is then taken from the exact ones. */
function pathsTo(json: unknown, text: string): readonly JsonPath[] {
  const found: JsonPath[] = [];
  const plain = JSON.parse(JSON.stringify(json)) as JsonValue;
  exec(plain, text, (_, path) => found.push([...path]));
  return found;
}

/** The value that a path leads to, or undefined when there is none. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return typeof name === 'number' ? value.at(name) : undefined;
    if (typeof value !== 'object' || value === null || typeof name === 'number') return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
  }, json);
}
