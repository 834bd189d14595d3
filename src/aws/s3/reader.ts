import type { BucketWebsiteFacts } from '../../domain/bucket-website.ts';
import { awsErrorName, statusOf } from '../client.ts';
import { bucketCall, type CallBucket } from './bucket-call.ts';
import { unquoted } from './etag.ts';
import { isDirectoryBucket, type ListedObject, listAll } from './listing.ts';
import { refused, refusing } from './refusal.ts';
import type { CallS3 } from './request.ts';
import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Sdk } from './sdk.ts';
import { readWebsite } from './website.ts';

export interface S3Reader {
  /** A bucket to read from; its reads listen to the signal. */
  bucket(name: string, signal: AbortSignal): BucketReader;
}

export interface BucketReader {
  /** All objects below a prefix, in S3's order. `expected`, keys that are probably there in that order, makes it quick. */
  list(prefix: string, expected?: Promise<readonly string[]>): Promise<readonly ListedObject[]>;
  /** A small object's text, if it exists. */
  text(key: string): Promise<StoredText | undefined>;
  /** Whether an object still has this ETag, and when S3 said so. */
  look(key: string, etag: string): Promise<Look>;
  /** The checksum of the object that has this ETag; undefined where S3 keeps none that tells, or does not let us see it. */
  checksum(key: string, etag: string): Promise<StoredChecksum | undefined>;
  /** What the bucket says of itself as a website, and of who may read it. */
  website(): Promise<BucketWebsiteFacts>;
}

export interface StoredText {
  readonly text: string;
  readonly etag: string;
  readonly times: StoredTimes;
}

/** By S3's own clock, in milliseconds since 1970 and to the second; undefined where a server does not tell. */
export interface StoredTimes {
  /** When the object was written. */
  readonly written: number | undefined;
  /** When S3 answered. */
  readonly answered: number | undefined;
}

export type Look = { readonly changed: true } | { readonly changed: false; readonly answered: number | undefined };

/** A checksum over a whole object, as S3 keeps it: one that two contents will not share by chance. */
export interface StoredChecksum {
  readonly algorithm: 'sha256' | 'sha1' | 'crc64nvme';
  readonly hex: string;
}

/** Reads by calls of S3's REST API. */
export function s3Reader(call: CallS3, { client, place }: ReaderSdk): S3Reader {
  return {
    bucket: (name, signal) => bucketReader(bucketCall(call, name, signal), name, { client, place, signal }),
  };
}

type ReaderSdk = Pick<S3Sdk, 'client' | 'place'>;

function bucketReader(
  call: CallBucket,
  bucket: string,
  { client, place, signal }: ReaderSdk & { readonly signal: AbortSignal },
): BucketReader {
  const url = `s3://${bucket}`;
  return {
    list: (prefix, expected = Promise.resolve([])) =>
      listAll({ call, isDirectory: isDirectoryBucket(bucket), signal }, prefix, expected).catch(
        refusing(`Listing ${url}/${prefix}`),
      ),
    async text(key) {
      try {
        const { body, headers } = await call({ method: 'GET', key });
        const times = { written: timeOf(headers['last-modified']), answered: timeOf(headers['date']) };
        return { text: body.toString(), etag: unquoted(headers['etag']), times };
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchKey') return undefined;
        throw refused(error, `Reading ${url}/${key}`);
      }
    },
    async look(key, etag) {
      try {
        await call({ method: 'GET', key, headers: { 'if-none-match': `"${etag}"` } });
      } catch (error) {
        const name = awsErrorName(error);
        if (name === 'NotModified') return { changed: false, answered: timeOf((error as { date?: string }).date) };
        if (name !== 'NoSuchKey') throw refused(error, `Reading ${url}/${key}`);
      }
      return { changed: true };
    },
    async checksum(key, etag) {
      const asked = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED', IfMatch: `"${etag}"` });
      try {
        return storedChecksum(await client.send(asked, { abortSignal: signal }));
      } catch (error) {
        // Gone or written since; or encrypted with a key that this role may not use.
        if ([404, 412, 403].includes(statusOf(error) ?? 0)) return undefined;
        throw refused(error, `Reading the checksum of ${url}/${key}`);
      }
    },
    website: () => readWebsite({ client, bucket, place, signal }),
  };
}

function timeOf(header: string | undefined): number | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Of an upload in parts some checksums are made of the parts' own, and tell nothing about the whole. */
function storedChecksum(stored: HeadObjectCommandOutput): StoredChecksum | undefined {
  if (stored.ChecksumType !== 'FULL_OBJECT') return undefined;
  const { ChecksumSHA256: sha256, ChecksumSHA1: sha1, ChecksumCRC64NVME: crc64nvme } = stored;
  for (const [algorithm, base64] of Object.entries({ sha256, sha1, crc64nvme }))
    if (base64 !== undefined)
      return {
        algorithm: algorithm as StoredChecksum['algorithm'],
        hex: Buffer.from(base64, 'base64').toString('hex'),
      };
  return undefined;
}
