import { createHash } from 'node:crypto';
import type { ProbeResponse } from '../../../http/probe.ts';
import type { AssetKind } from '../../../site/asset-kind.ts';
import { nameVerdict } from '../../../site/hashed/hashed-files.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import type { Flaw } from '../expect/finding.ts';
import { pageText } from './page-text.ts';

/** A file that browsers should keep at least this long: 30 days in seconds. */
const minHashedAgeSeconds = 30 * 24 * 60 * 60;
/** For so long nobody should have to live with an old file: half a year in seconds. */
const minFrozenAgeSeconds = 182 * 24 * 60 * 60;

/** Flaws of an asset as it is served. */
export function assetFlaws(reference: AssetReference, response: ProbeResponse): readonly Flaw[] {
  const { url, kind } = reference;
  if (response.status !== 200) {
    return [
      {
        subject: url,
        expected: '200',
        actual: String(response.status),
        advice: 'Upload it before the page that loads it.',
      },
    ];
  }
  if (response.body.length === 0) return [{ subject: url, expected: 'some content', actual: 'an empty file' }];
  const packed = packedFlaws(url, response);
  if (packed.length > 0) return packed;
  if (isHtml(response)) return [{ subject: url, expected: noun[kind], actual: 'an HTML page', advice: fallbackAdvice }];
  return [...typeFlaws(kind, url, response), ...integrityFlaws(reference, response), ...cacheFlaws(url, response)];
}

/** What is packed and does not say so: browsers take it as it is. */
export function packedFlaws(url: string, { body, headers }: Pick<ProbeResponse, 'body' | 'headers'>): readonly Flaw[] {
  const type = headers.get('content-type')?.join(', ') ?? '';
  if (!/^text\/|javascript|json/i.test(type) || !isPacked(body)) return [];
  const advice = 'Set ContentEncoding in uploading the object, or upload it as it is.';
  return [{ subject: url, expected: type, actual: 'packed data without content-encoding', advice }];
}

/** By the signs at its beginning: https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1, https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
function isPacked([first, second, third, fourth]: Uint8Array): boolean {
  const isGzip = first === 0x1f && second === 0x8b && third === 8;
  return isGzip || (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd);
}

export const fallbackAdvice =
  'The fallback for deep links also applies to missing files. Apply it only to paths without a file extension (a CloudFront function), not through error pages.';

/** By its beginning, as a browser would find out; a type can lie. */
export function isHtml({ body, headers }: Pick<ProbeResponse, 'body' | 'headers'>): boolean {
  const beginning = pageText({ body: body.subarray(0, 2000), headers });
  return /^<(!doctype html|html|head|body)\b/i.test(withoutComments(beginning));
}

/** What follows the comments and spaces at the start of a text. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end === -1) return '';
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

const noun: Readonly<Record<AssetKind, string>> = {
  script: 'a script',
  stylesheet: 'a stylesheet',
  image: 'an image',
  font: 'a font',
  manifest: 'a manifest',
  media: 'sound or video',
  other: 'a file',
};

const types: Readonly<Record<AssetKind, RegExp>> = {
  script: /^(text|application)\/(javascript|x-javascript|ecmascript)\b/i,
  stylesheet: /^text\/css\b/i,
  image: /^image\//i,
  font: /^(font\/|application\/(font-|x-font-|vnd\.ms-fontobject))/i,
  manifest: /^application\/(manifest\+json|json)\b/i,
  media: /^(audio|video)\//i,
  other: /^(?!text\/html)./i,
};

function typeFlaws(kind: AssetKind, url: string, { headers }: ProbeResponse): readonly Flaw[] {
  const type = headers.get('content-type')?.join(', ') ?? '';
  if (types[kind].test(type)) return [];
  return [
    {
      subject: `content-type of ${url}`,
      expected: `that of ${noun[kind]}`,
      actual: type || 'none',
      advice: 'Set ContentType in uploading the object.',
    },
  ];
}

/** https://www.w3.org/TR/SRI/: one of the strongest hashes that are given must fit. */
function integrityFlaws({ url, integrity }: AssetReference, { body }: ProbeResponse): readonly Flaw[] {
  const given = (integrity ?? '').split(/\s+/).flatMap((text) => {
    const [, algorithm, hash] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/=]+)/.exec(text) ?? [];
    return algorithm === undefined || hash === undefined ? [] : [{ algorithm, hash }];
  });
  const strongest = given
    .map(({ algorithm }) => algorithm)
    .toSorted()
    .at(-1);
  if (strongest === undefined) return [];
  const actual = createHash(strongest).update(body).digest('base64');
  if (given.some(({ algorithm, hash }) => algorithm === strongest && hash === actual)) return [];
  return [
    {
      subject: `integrity of ${url}`,
      expected: integrity ?? '',
      actual: `${strongest}-${actual}`,
      advice: 'Page and file are of different builds.',
    },
  ];
}

function cacheFlaws(url: string, response: ProbeResponse): readonly Flaw[] {
  const control = cacheControl(response);
  const subject = `cache-control of ${url}`;
  const verdict = nameVerdict(new URL(url).pathname);
  const isKept = control.includes('immutable') || maxAge(control) >= minHashedAgeSeconds;
  if (verdict === 'hashed' && !isKept) {
    return [
      {
        subject,
        expected: 'public, max-age=31536000, immutable',
        actual: control || 'none',
        advice: 'Its name changes with its content, so browsers may keep it.',
      },
    ];
  }
  if (verdict !== 'plain' || !(control.includes('immutable') || maxAge(control) >= minFrozenAgeSeconds)) return [];
  return [
    {
      subject,
      expected: 'to be asked for again',
      actual: control,
      advice: 'Its name stays when its content changes, and browsers would not notice.',
    },
  ];
}

/** What is wrong with a page's caching: a page must be asked for again each time. */
export function pageCacheFlaws(url: string, response: ProbeResponse): readonly Flaw[] {
  const control = cacheControl(response);
  if (/\b(no-cache|no-store)\b/.test(control) || maxAge(control) === 0) return [];
  return [
    {
      subject: `cache-control of ${url}`,
      expected: 'no-cache',
      actual: control || 'none',
      advice: 'Otherwise browsers keep showing the old release.',
    },
  ];
}

function cacheControl({ headers }: ProbeResponse): string {
  return (headers.get('cache-control') ?? []).join(', ').toLowerCase();
}

function maxAge(control: string): number {
  return Number(/(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1] ?? Number.NaN);
}
