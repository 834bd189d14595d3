import type { CallS3, S3Answer, S3Call } from './request.ts';

/** A call about one bucket or an object of it; it listens to the bucket's signal unless it is given another. */
export type CallBucket = (call: Omit<S3Call, 'bucket'>, signal?: AbortSignal) => Promise<S3Answer>;

/** Binds a bucket and the signal that its calls listen to. */
export function bucketCall(call: CallS3, bucket: string, signal: AbortSignal): CallBucket {
  return (request, own = signal) => call({ ...request, bucket }, own);
}
