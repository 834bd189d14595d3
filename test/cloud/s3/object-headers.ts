import { AwsError } from '../core/errors.ts';
import type { Encryption, ObjectChecksum, S3Object } from './buckets.ts';
import type { Target } from './target.ts';

const stored = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
  'x-amz-storage-class',
];

const mostMetadataBytes = 2048;

/** The system headers that a write stores with the object. */
export function systemHeaders(target: Target): Readonly<Record<string, string>> {
  const sent = stored.flatMap((name) => {
    const value = name === 'content-encoding' ? ownEncoding(target) : target.header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(sent) };
}

/** The user metadata that a write stores; at most 2 KB of names and values. */
export function userMetadata({ request }: Target): Readonly<Record<string, string>> {
  const entries = Object.entries(request.headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), String(value)] as const);
  const bytes = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (bytes > mostMetadataBytes)
    throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: bytes,
      MaxSizeAllowed: mostMetadataBytes,
    });
  return Object.fromEntries(entries);
}

/** The encryption that a write asks for, or the bucket's own. */
export function encryptionFor(target: Target, bucketEncryption: Encryption): Encryption {
  const asked = target.header('x-amz-server-side-encryption');
  if (asked === undefined) return bucketEncryption;
  if (asked === 'AES256') return { kind: 'sse-s3' };
  const keyArn = target.header('x-amz-server-side-encryption-aws-kms-key-id');
  return { kind: 'sse-kms', ...(keyArn ? { keyArn } : {}) };
}

/** The headers with which an object is read. */
export function objectHeaders(object: S3Object): Readonly<Record<string, string>> {
  const { 'x-amz-storage-class': storageClass, ...headers } = object.headers;
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    'accept-ranges': 'bytes',
    etag: `"${object.etag}"`,
    'last-modified': object.lastModified.toUTCString(),
    ...headers,
    ...Object.fromEntries(metadata),
    ...(storageClass && storageClass !== 'STANDARD' ? { 'x-amz-storage-class': storageClass } : {}),
    ...encryptionHeaders(object.encryption),
  };
}

export function encryptionHeaders(encryption: Encryption): Readonly<Record<string, string>> {
  if (encryption.kind === 'sse-s3') return { 'x-amz-server-side-encryption': 'AES256' };
  return {
    'x-amz-server-side-encryption': 'aws:kms',
    ...(encryption.keyArn ? { 'x-amz-server-side-encryption-aws-kms-key-id': encryption.keyArn } : {}),
  };
}

export function checksumHeaders({ algorithm, value, type }: ObjectChecksum): Readonly<Record<string, string>> {
  return { [`x-amz-checksum-${algorithm}`]: value, 'x-amz-checksum-type': type };
}

/** `ChecksumCRC32` and its like, as members of an XML answer. */
export function checksumElements({ algorithm, value, type }: ObjectChecksum): Readonly<Record<string, string>> {
  return { [`Checksum${algorithm.toUpperCase()}`]: value, ChecksumType: type };
}

/** `aws-chunked` is the framing of the request and not kept. */
function ownEncoding(target: Target): string | undefined {
  const encodings = (target.header('content-encoding') ?? '').split(',').map((encoding) => encoding.trim());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',') || undefined;
}
