import { awsErrorName } from '../client.ts';
import { bucketCall, type CallBucket } from './bucket-call.ts';
import { unquoted } from './etag.ts';
import { type ListedObject, listAll } from './listing.ts';
import { refused, refusing } from './refusal.ts';
import type { CallS3 } from './request.ts';

export interface S3Reader {
  /** A bucket to read from; its reads listen to the signal. */
  bucket(name: string, signal: AbortSignal): BucketReader;
}

export interface BucketReader {
  /** All objects below a prefix, in S3's order. `expected`, keys that are probably there in that order, makes it quick. */
  list(prefix: string, expected?: Promise<readonly string[]>): Promise<readonly ListedObject[]>;
  /** A small object's text, if it exists; `unchanged` when it still has the ETag that the caller knows. */
  text(key: string): Promise<StoredText | undefined>;
  text(key: string, knownEtag: string | undefined): Promise<StoredText | undefined | 'unchanged'>;
  /** The checksum of the object that has this ETag; undefined where S3 keeps none that tells, or does not let us see it. */
  checksum(key: string, etag: string): Promise<StoredChecksum | undefined>;
}

export interface StoredText {
  readonly text: string;
  readonly etag: string;
}

/** A checksum over a whole object, as S3 keeps it: one that two contents will not share by chance. */
export interface StoredChecksum {
  readonly algorithm: 'sha256' | 'sha1' | 'crc64nvme';
  readonly hex: string;
}

/** Reads by calls of S3's REST API. */
export function s3Reader(call: CallS3): S3Reader {
  return { bucket: (name, signal) => bucketReader(bucketCall(call, name, signal), `s3://${name}`, signal) };
}

function bucketReader(call: CallBucket, url: string, signal: AbortSignal): BucketReader {
  return {
    list: (prefix, expected = Promise.resolve([])) =>
      listAll(call, prefix, expected, signal).catch(refusing(`Listing ${url}/${prefix}`)),
    text: (async (key: string, knownEtag?: string) => {
      try {
        const headers: Record<string, string> = knownEtag === undefined ? {} : { 'if-none-match': `"${knownEtag}"` };
        const answer = await call({ method: 'GET', key, headers });
        return { text: answer.body.toString(), etag: unquoted(answer.headers.etag) };
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchKey') return undefined;
        if (awsErrorName(error) === 'NotModified') return 'unchanged';
        throw refused(error, `Reading ${url}/${key}`);
      }
    }) as BucketReader['text'],
    async checksum(key, etag) {
      const headers = { 'x-amz-checksum-mode': 'ENABLED', 'if-match': `"${etag}"` };
      try {
        return storedChecksum((await call({ method: 'HEAD', key, headers })).headers);
      } catch (error) {
        // Gone or written since; or encrypted with a key that this role may not use.
        if (/^(NotFound|Http412|Http403)$/.test(awsErrorName(error))) return undefined;
        throw refused(error, `Reading the checksum of ${url}/${key}`);
      }
    },
  };
}

/** Of an upload in parts some checksums are made of the parts' own, and tell nothing about the whole. */
function storedChecksum(headers: Readonly<Record<string, string>>): StoredChecksum | undefined {
  if (headers['x-amz-checksum-type'] !== 'FULL_OBJECT') return undefined;
  for (const algorithm of ['sha256', 'sha1', 'crc64nvme'] as const) {
    const base64 = headers[`x-amz-checksum-${algorithm}`];
    if (base64 !== undefined) return { algorithm, hex: Buffer.from(base64, 'base64').toString('hex') };
  }
  return undefined;
}
