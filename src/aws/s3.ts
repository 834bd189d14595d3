import type { ClientOptions } from './client.ts';
import type { ExchangeBounds } from './s3/exchange-bounds.ts';
import { network } from './s3/network.ts';
import { type S3Reader, s3Reader } from './s3/reader.ts';
import { s3Caller } from './s3/request.ts';
import { s3Sdk } from './s3/sdk.ts';
import { type S3Writer, s3Writer } from './s3/writer.ts';

export type { ListedObject } from './s3/listing.ts';
export type { BucketReader, StoredTimes } from './s3/reader.ts';
export type { BucketWriter, ContentSource, WriteCondition } from './s3/writer.ts';
export type { S3Reader, S3Writer };

const maxRequests = 256;

/**
 * S3 as the SDK's client knows it. What is done thousands of times in a row (writes, copies, pages of listings) is signed and
 * sent by ourselves: the SDK spends more on a request than the request takes. Bounds are those of one exchange.
 */
export function s3(
  options: Pick<ClientOptions, 'region' | 'credentials'>,
  bounds?: ExchangeBounds,
): { readonly reader: S3Reader; readonly writer: S3Writer } {
  const send = network(process.env, bounds);
  const sdk = s3Sdk(options, send);
  const call = s3Caller({ sdk, send, maxRequests });
  return { reader: s3Reader(call, sdk), writer: s3Writer(call, sdk) };
}
