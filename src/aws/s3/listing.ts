import { compareKeys } from '../../domain/key-order.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { CallBucket } from './bucket-call.ts';
import { ownText, unquoted } from './etag.ts';
import { maxKeysPerRequest } from './limits.ts';
import { element, elements } from './xml.ts';

/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly bytes: number;
}

/** Keys after one, up to and with another; without the other, to the end. */
interface Range {
  readonly after: string;
  readonly through: string | undefined;
}

/** The bucket that is listed. */
export interface Listing {
  readonly call: CallBucket;
  readonly isDirectory: boolean;
  readonly signal: AbortSignal;
}

/** A page takes half a megabyte while it is read. */
const rangesAtATime = 8;

/** A directory bucket is told by its name. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html */
export function isDirectoryBucket(name: string): boolean {
  return name.endsWith('--x-s3');
}

/**
 * All objects below a prefix. The first page is asked for at once; from `expected`, the keys that are probably there in
 * S3's order, follow the places at which the other pages will begin, so these are asked for side by side.
 */
export async function listAll(
  { call, isDirectory, signal }: Listing,
  prefix: string,
  expected: Promise<readonly string[]>,
): Promise<readonly ListedObject[]> {
  if (isDirectory) return listUnordered(call, prefix);
  const first = await page(call, prefix, {});
  const last = first.objects.at(-1)?.key;
  if (!first.truncated || last === undefined) return first.objects;
  const readRange = (range: Range, inner: AbortSignal) => objectsIn(range, prefix, call, inner);
  const ranges = await mapConcurrently(rangesFrom(last, await expected), rangesAtATime, readRange, signal);
  return [first.objects, ...ranges].flat();
}

/** A directory bucket lists in no order, and begins a page at no key. */
async function listUnordered(call: CallBucket, prefix: string): Promise<readonly ListedObject[]> {
  const found: ListedObject[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const { objects, truncated, next } = await page(call, prefix, token === '' ? {} : { 'continuation-token': token });
    found.push(...objects);
    token = truncated ? next : undefined;
  }
  return found.toSorted((a, b) => compareKeys(a.key, b.key));
}

/** The ranges that the pages behind this key will probably have. */
function rangesFrom(key: string, expected: readonly string[]): readonly Range[] {
  const beyond = expected.slice(expected.indexOf(key) + 1);
  const beginsPage = (index: number) => (index + 1) % maxKeysPerRequest === 0 && index + 1 < beyond.length;
  const starts = [key, ...beyond.filter((_, index) => beginsPage(index))];
  return starts.map((after, index) => ({ after, through: starts[index + 1] }));
}

async function objectsIn(
  { after, through }: Range,
  prefix: string,
  call: CallBucket,
  signal: AbortSignal,
): Promise<readonly ListedObject[]> {
  const found: ListedObject[] = [];
  for (let start = after; ; ) {
    const { objects, truncated } = await page(call, prefix, { 'start-after': start }, signal);
    const last = objects.findLastIndex(({ key }) => through === undefined || compareKeys(key, through) <= 0);
    found.push(...objects.slice(0, last + 1));
    start = objects[last]?.key ?? start;
    if (!truncated || start === through || last < objects.length - 1) return found;
  }
}

/** A page; from its beginning, behind a key, or where a token says. */
async function page(call: CallBucket, prefix: string, from: Readonly<Record<string, string>>, signal?: AbortSignal) {
  const query = { 'list-type': '2', 'encoding-type': 'url', prefix, ...from };
  const xml = (await call({ method: 'GET', query }, signal)).body.toString();
  // A server that does not encode does not say that it did.
  const decoded = element(xml, 'EncodingType') === 'url' ? formDecoded : ownText;
  const objects = elements(xml, 'Contents').map((content) => ({
    key: decoded(element(content, 'Key') ?? ''),
    etag: unquoted(element(content, 'ETag')),
    bytes: Number(element(content, 'Size')),
  }));
  return { objects, truncated: element(xml, 'IsTruncated') === 'true', next: element(xml, 'NextContinuationToken') };
}

/** With `encoding-type=url` a space may come as a plus. What is not encoded like that stays as it is. */
function formDecoded(text: string): string {
  if (!/[%+]/.test(text)) return ownText(text);
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return ownText(text);
  }
}
