import { compareKeys } from '../../domain/key-order.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { ownText, unquoted } from './etag.ts';
import type { CallS3 } from './request.ts';
import { element, elements } from './xml.ts';

/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly bytes: number;
}

const keysPerPage = 1_000;
/** A page takes half a megabyte while it is read. */
const rangesAtATime = 8;

/**
 * All objects below a prefix. The first page is asked for at once; from `expected`, the keys that are probably there in
 * S3's order, follow the places at which the other pages will begin, so these are asked for side by side.
 */
export async function listAll(
  call: CallS3,
  bucket: string,
  prefix: string,
  expected: Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<readonly ListedObject[]> {
  const first = await page(call, bucket, prefix, '', signal);
  const last = first.objects.at(-1)?.key;
  if (!first.truncated || last === undefined) return first.objects;
  const known = await expected;
  const beyond = known.slice(known.indexOf(last) + 1);
  const starts = [last, ...beyond.filter((_, index) => (index + 1) % keysPerPage === 0 && index + 1 < beyond.length)];
  const readRange = ([index, after]: readonly [number, string]) =>
    range(call, bucket, prefix, after, starts[index + 1], signal);
  const ranges = await mapConcurrently([...starts.entries()], rangesAtATime, readRange, signal);
  return [first.objects, ...ranges].flat();
}

/** The objects after one key, up to and with another; without the other, to the end. */
async function range(
  call: CallS3,
  bucket: string,
  prefix: string,
  after: string,
  through: string | undefined,
  signal: AbortSignal,
): Promise<readonly ListedObject[]> {
  const found: ListedObject[] = [];
  for (let start = after; ; ) {
    const { objects, truncated } = await page(call, bucket, prefix, start, signal);
    const last = objects.findLastIndex(({ key }) => through === undefined || compareKeys(key, through) <= 0);
    found.push(...objects.slice(0, last + 1));
    start = objects[last]?.key ?? start;
    if (!truncated || start === through || last < objects.length - 1) return found;
  }
}

async function page(call: CallS3, bucket: string, prefix: string, after: string, signal: AbortSignal) {
  const query = {
    ...{ 'list-type': '2', 'encoding-type': 'url', prefix },
    ...(after === '' ? {} : { 'start-after': after }),
  };
  const xml = (await call({ method: 'GET', bucket, query }, signal)).body.toString();
  const objects = elements(xml, 'Contents').map((content) => ({
    key: formDecoded(element(content, 'Key') ?? ''),
    etag: unquoted(element(content, 'ETag')),
    bytes: Number(element(content, 'Size')),
  }));
  return { objects, truncated: element(xml, 'IsTruncated') === 'true' };
}

/** With `encoding-type=url` a space may come as a plus. */
function formDecoded(text: string): string {
  return /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : ownText(text);
}
