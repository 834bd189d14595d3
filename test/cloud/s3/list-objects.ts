import type { XmlValue } from '../core/xml.ts';
import type { Bucket, S3Object } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { type Listing, list } from './listing.ts';
import { type S3Operation, xml } from './operation.ts';
import { bucketOf, type S3State, s3Access } from './state.ts';
import type { Target } from './target.ts';

const access: S3Operation['access'] = (state, target, context) => {
  const keys = ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
    const value = target.parameter(name);
    return value === undefined ? [] : [[`s3:${name}`, value] as const];
  });
  return [s3Access(state, context, 'ListBucket', target, Object.fromEntries(keys))];
};

export const listObjectsV2: S3Operation = {
  access,
  perform: (state, target) => {
    const bucket = bucketOf(state, target.bucket);
    const token = target.parameter('continuation-token');
    if (token === '')
      throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
    const { page, common } = pageOf(state, bucket, target, target.parameter('start-after') ?? '', token);
    return xml('ListBucketResult', {
      ...common,
      KeyCount: page.keys.length + page.commonPrefixes.length,
      ContinuationToken: token,
      NextContinuationToken: page.nextToken,
      StartAfter: encoder(target)(target.parameter('start-after')),
    });
  },
};

/** The first version of the call, which older tools still use. */
export const listObjects: S3Operation = {
  access,
  perform: (state, target) => {
    const marker = target.parameter('marker') ?? '';
    const { page, common } = pageOf(state, bucketOf(state, target.bucket), target, marker);
    const delimited = target.parameter('delimiter') !== undefined;
    const encode = encoder(target);
    return xml('ListBucketResult', {
      ...common,
      Marker: encode(marker),
      NextMarker: delimited ? encode(page.last) : undefined,
    });
  },
};

function pageOf(
  state: S3State,
  bucket: Bucket,
  target: Target,
  after: string,
  token?: string,
): { readonly page: Listing; readonly common: Readonly<Record<string, XmlValue>> } {
  const prefix = target.parameter('prefix') ?? '';
  const delimiter = target.parameter('delimiter') ?? '';
  const asked = maxKeysOf(target);
  const maxKeys = Math.min(asked, state.pageSize);
  const page = list(bucket.keys(), { prefix, delimiter, after, token, maxKeys });
  const encode = encoder(target);
  const contents = page.keys.flatMap((key) => bucket.get(key) ?? []);
  return {
    page,
    common: {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: Math.min(asked, 1000),
      EncodingType: target.parameter('encoding-type'),
      IsTruncated: page.nextToken !== undefined,
      Contents: contents.map((object) => entry(object, encode)),
      CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
    },
  };
}

function entry(object: S3Object, encode: (text: string | undefined) => string | undefined): XmlValue {
  return {
    Key: encode(object.key),
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum.algorithm.toUpperCase(),
    ChecksumType: object.checksum.type,
    Size: object.body.size,
    StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
  };
}

function maxKeysOf(target: Target): number {
  const text = target.parameter('max-keys') ?? '1000';
  if (!/^\d+$/.test(text))
    throw invalidArgument('max-keys', text, 'Provided max-keys not an integer or within integer range');
  return Number(text);
}

/** With `encoding-type=url` names come form-encoded: a space is a plus, and a slash stays. */
function encoder(target: Target): (text: string | undefined) => string | undefined {
  if (target.parameter('encoding-type') !== 'url') return (text) => text;
  return (text) =>
    text === undefined
      ? undefined
      : encodeURIComponent(text)
          .replace(/%2F/g, '/')
          .replace(/%20/g, '+')
          .replace(/[!'()~]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
