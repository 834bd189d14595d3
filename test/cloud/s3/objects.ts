import { AwsError } from '../core/errors.ts';
import type { CallContext, CloudResponse } from '../core/service.ts';
import type { ConditionKeys } from '../iam/policy.ts';
import type { Bucket, S3Object } from './buckets.ts';
import { noSuchKey } from './errors.ts';
import { etagOf } from './etag.ts';
import {
  checksumHeaders,
  encryptionFor,
  encryptionHeaders,
  objectHeaders,
  systemHeaders,
  userMetadata,
} from './object-headers.ts';
import type { S3Operation } from './operation.ts';
import { beginWrite, checkRead, checkWrite } from './preconditions.ts';
import { receive } from './receive.ts';
import { bucketOf, keyAccess, type S3State, s3Access } from './state.ts';
import type { Target } from './target.ts';

export const putObject: S3Operation = {
  access: (state, target, context) => {
    const encryption = encryptionFor(target, state.buckets.get(target.bucket)?.encryption ?? { kind: 'sse-s3' });
    return [
      s3Access(state, context, 'PutObject', target, writeConditionKeys(target)),
      ...comparisonAccess(state, target, context),
      ...keyAccess(encryption, 'GenerateDataKey', context.region),
    ];
  },
  async perform(state, target, { now }) {
    const bucket = bucketOf(state, target.bucket);
    const commit = beginWrite(bucket, target.key, writeConditions(target));
    const encryption = encryptionFor(target, bucket.encryption);
    const metadata = userMetadata(target);
    const { body, md5, algorithm, digest } = await receive(target.request, state.bodies);
    try {
      commit();
    } catch (error) {
      body.release();
      throw error;
    }
    const checksum = { algorithm, value: digest.toString('base64'), type: 'FULL_OBJECT' as const };
    const etag = etagOf(md5, encryption);
    const headers = systemHeaders(target);
    bucket.set({ key: target.key, body, etag, lastModified: now, headers, metadata, checksum, encryption });
    return {
      status: 200,
      headers: { etag: `"${etag}"`, ...encryptionHeaders(encryption), ...checksumHeaders(checksum) },
    };
  },
};

export const getObject: S3Operation = {
  access: (state, target, context) => [
    s3Access(state, context, 'GetObject', target),
    ...keyAccess(state.buckets.get(target.bucket)?.get(target.key)?.encryption, 'Decrypt', context.region),
  ],
  perform: (state, target, context) => {
    const object = objectOf(state, target, context);
    if (isUnchanged(object, target)) return { status: 304, headers: notModifiedHeaders(object) };
    const range = rangeOf(target.header('range'), object.body.size);
    const headers = { ...readHeaders(object, target), ...overrides(target) };
    if (!range) return { status: 200, headers, body: object.body.read() };
    return {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(range.end - range.start),
        'content-range': `bytes ${range.start}-${range.end - 1}/${object.body.size}`,
      },
      body: object.body.read(range.start, range.end),
    };
  },
};

export const headObject: S3Operation = {
  access: getObject.access,
  perform: (state, target, context) => {
    const object = objectOf(state, target, context);
    if (isUnchanged(object, target)) return { status: 304, headers: notModifiedHeaders(object) };
    return { status: 200, headers: readHeaders(object, target) };
  },
};

export const deleteObject: S3Operation = {
  access: (state, target, context) => [
    s3Access(state, context, 'DeleteObject', target, writeConditionKeys(target)),
    ...comparisonAccess(state, target, context),
  ],
  perform: (state, target) => {
    const bucket = bucketOf(state, target.bucket);
    checkWrite(bucket.get(target.key), target.key, { ifMatch: target.header('if-match') });
    bucket.delete(target.key);
    return { status: 204 };
  },
};

/** The object that is to be read; who may not list the bucket does not learn that a key is missing. */
export function objectOf(state: S3State, target: Pick<Target, 'bucket' | 'key'>, context: CallContext): S3Object {
  const bucket: Bucket = bucketOf(state, target.bucket);
  const object = bucket.get(target.key);
  if (object) return object;
  const listing = s3Access(state, context, 'ListBucket', { bucket: target.bucket, key: '' });
  if (state.allows(context.caller, listing, context.region)) throw noSuchKey(target.key);
  throw new AwsError('AccessDenied', 'Access Denied', 403);
}

export function writeConditions(target: Target) {
  return { ifMatch: target.header('if-match'), ifNoneMatch: target.header('if-none-match') };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export function writeConditionKeys(target: Target): ConditionKeys {
  const keys = [
    ['s3:if-match', target.header('if-match')],
    ['s3:if-none-match', target.header('if-none-match')],
    ['s3:x-amz-server-side-encryption', target.header('x-amz-server-side-encryption')],
    ['s3:x-amz-metadata-directive', target.header('x-amz-metadata-directive')],
    ['s3:x-amz-copy-source', target.header('x-amz-copy-source')],
    ['s3:x-amz-acl', target.header('x-amz-acl')],
  ] as const;
  return Object.fromEntries(keys.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined));
}

/** A write or delete that compares an ETag reads the object, so it needs s3:GetObject as well. */
export function comparisonAccess(state: S3State, target: Target, context: CallContext) {
  const ifMatch = target.header('if-match');
  return ifMatch === undefined || ifMatch === '*' ? [] : [s3Access(state, context, 'GetObject', target)];
}

function isUnchanged(object: S3Object, target: Target): boolean {
  const conditions = {
    ifMatch: target.header('if-match'),
    ifNoneMatch: target.header('if-none-match'),
    ifModifiedSince: target.header('if-modified-since'),
    ifUnmodifiedSince: target.header('if-unmodified-since'),
  };
  return checkRead(object, conditions) === 'not modified';
}

function notModifiedHeaders(object: S3Object): CloudResponse['headers'] & object {
  const { etag = '', 'last-modified': lastModified = '', 'cache-control': cacheControl } = objectHeaders(object);
  return { etag, 'last-modified': lastModified, ...(cacheControl ? { 'cache-control': cacheControl } : {}) };
}

function readHeaders(object: S3Object, target: Target): Readonly<Record<string, string>> {
  const withChecksum = target.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && !target.header('range');
  return {
    ...objectHeaders(object),
    'content-length': String(object.body.size),
    ...(withChecksum ? checksumHeaders(object.checksum) : {}),
  };
}

/** `response-content-type` and its like, for presigned links. */
function overrides(target: Target): Readonly<Record<string, string>> {
  const names = [
    'content-type',
    'content-language',
    'expires',
    'cache-control',
    'content-disposition',
    'content-encoding',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = target.parameter(`response-${name}`);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The asked range as [start, end); undefined for none and for a list of several, which S3 answers whole. */
function rangeOf(text: string | undefined, size: number): { readonly start: number; readonly end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (start >= end)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      RangeRequested: text,
      ActualObjectSize: size,
    });
  return { start, end };
}
