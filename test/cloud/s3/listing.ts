import { invalidArgument } from './errors.ts';
import { positionOf } from './key-order.ts';

export interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only keys after this one: `start-after` or V1's `marker`. */
  readonly after: string;
  readonly token?: string | undefined;
  readonly maxKeys: number;
}

export interface Listing {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The key or common prefix that the page ends with, when more follow. */
  readonly last?: string;
  readonly nextToken?: string;
}

/** One page of the sorted keys under a prefix; keys that share a name up to the delimiter are rolled up into one common prefix. */
export function list(sorted: readonly string[], request: ListRequest): Listing {
  const { prefix, delimiter, maxKeys } = request;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last = '';
  let at = startOf(sorted, request);
  while (at < sorted.length) {
    const key = sorted[at] ?? '';
    if (!key.startsWith(prefix)) break;
    if (keys.length + commonPrefixes.length >= maxKeys)
      return maxKeys === 0 ? { keys, commonPrefixes } : { keys, commonPrefixes, last, nextToken: encodeToken(last) };
    const common = commonPrefixOf(key, prefix, delimiter);
    if (common === undefined) keys.push(key);
    else commonPrefixes.push(common);
    last = common ?? key;
    at = common === undefined ? at + 1 : afterPrefix(sorted, common);
  }
  return { keys, commonPrefixes };
}

function startOf(sorted: readonly string[], { prefix, delimiter, after, token }: ListRequest): number {
  const previous = token === undefined ? after : decodeToken(token);
  const start = positionOf(sorted, prefix);
  if (previous === '') return start;
  const rolledUp = delimiter !== '' && previous.endsWith(delimiter) && previous !== prefix && token !== undefined;
  const next = rolledUp ? afterPrefix(sorted, previous) : positionOf(sorted, previous);
  return Math.max(start, sorted[next] === previous ? next + 1 : next);
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** The first position behind all keys with a prefix: no UTF-8 text sorts after U+10FFFF. */
function afterPrefix(sorted: readonly string[], prefix: string): number {
  return positionOf(sorted, `${prefix}\u{10ffff}`);
}

function encodeToken(last: string): string {
  return Buffer.from(`1${last}`).toString('base64');
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('1'))
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
  return text.slice(1);
}
