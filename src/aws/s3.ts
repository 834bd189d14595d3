import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { ClientOptions } from './client.ts';
import { type S3Reader, s3Reader } from './s3/reader.ts';
import { s3Caller } from './s3/request.ts';
import { type S3Writer, s3Writer } from './s3/writer.ts';

export type { ListedObject } from './s3/listing.ts';
export type { BucketReader } from './s3/reader.ts';
export type { BucketWriter, ContentSource, WriteCondition } from './s3/writer.ts';
export type { S3Reader, S3Writer };

const maxRequests = 256;

/** S3 by signed requests of our own: the SDK's client costs more than the request itself, thousands of times in a row. */
export function s3({ region, credentials: given }: ClientOptions): {
  readonly reader: S3Reader;
  readonly writer: S3Writer;
} {
  const credentials = given ?? defaultProvider();
  const call = s3Caller({
    region: async () => (typeof region === 'string' ? region : region()),
    credentials: () => credentials(),
    maxRequests,
  });
  return { reader: s3Reader(call), writer: s3Writer(call) };
}
