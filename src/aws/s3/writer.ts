import { hash } from 'node:crypto';
import { partitionOf } from '../../domain/partition.ts';
import { awsErrorName, statusOf } from '../client.ts';
import { bucketCall, type CallBucket } from './bucket-call.ts';
import { type ContentSource, withFile } from './content-source.ts';
import { deleteInBatches, type ObjectVersion, type SdkBucket } from './delete.ts';
import { unquoted } from './etag.ts';
import { largestPutBytes } from './limits.ts';
import { putMultipart } from './multipart.ts';
import { refused, refusing } from './refusal.ts';
import type { CallS3 } from './request.ts';
import type { S3Sdk } from './sdk.ts';
import { encodedPath } from './sign.ts';
import { element } from './xml.ts';

export type { ContentSource };

export interface S3Writer {
  /** A bucket to write to; its writes listen to the signal. */
  bucket(name: string, signal: AbortSignal): BucketWriter;
}

export interface BucketWriter {
  /**
   * Puts an object; the answer is its ETag, or `conflict` when the condition does not hold. A large content goes up in
   * parts, on no condition.
   */
  put(
    key: string,
    content: Uint8Array | ContentSource,
    headers: ObjectHeaders,
    condition?: WriteCondition,
  ): Promise<string | 'conflict'>;
  /** Puts a file from disk, with S3's own headers. */
  putFile(key: string, file: { readonly path: string; readonly bytes: number }): Promise<void>;
  /** Copies within the bucket, on condition that the source is still the one with this ETag; the copy has these headers. */
  copy(
    from: ObjectVersion,
    key: string,
    headers: ObjectHeaders,
    condition?: WriteCondition,
  ): Promise<string | 'conflict'>;
  /** Deletes objects, each only while it has its ETag, a batch at a time; each gives the keys that it deleted. */
  deleteObjects(objects: readonly ObjectVersion[]): AsyncIterable<readonly string[]>;
  /** How long the credentials of this job last, in seconds; infinite where nobody knows an end. */
  credentialSeconds(): Promise<number>;
  /** The server that holds the bucket, and whether it is AWS's own, which does as its documentation says. */
  server(): Promise<{ readonly name: string; readonly isAws: boolean }>;
}

/** The headers with which an object is served, by lower-case name; `x-amz-meta-…` among them. */
export type ObjectHeaders = Readonly<Record<string, string>>;

/** What a write presumes: nothing, that there is no such object, or that it still has this ETag. */
export type WriteCondition = ({ readonly ifAbsent: true } | { readonly ifEtag: string }) & {
  /** On a server that knows no conditions (501), write without. */
  readonly whereKnown?: boolean;
};

/** Single writes are calls of S3's REST API; what is asked for less often goes through the SDK. */
export function s3Writer(call: CallS3, sdk: WriterSdk): S3Writer {
  return {
    bucket: (name, signal) => bucketWriter(bucketCall(call, name, signal), { ...sdk, bucket: name, signal }),
  };
}

type WriterSdk = Pick<S3Sdk, 'client' | 'place' | 'wantsChecksums' | 'credentialsEnd' | 'now'>;

function bucketWriter(call: CallBucket, at: WriterSdk & SdkBucket): BucketWriter {
  const { bucket } = at;
  const url = (key: string) => `s3://${bucket}/${key}`;
  const put: BucketWriter['put'] = async (key, content, headers, condition) => {
    if (!(content instanceof Uint8Array) && content.bytes > largestPutBytes)
      return putMultipart(at, key, content, headers).catch(refusing(`Uploading ${url(key)} in parts`));
    const { body, sha256 } = await bodyOf(content);
    const write = (condition?: WriteCondition) =>
      call({ method: 'PUT', key, headers: { ...headers, ...conditional(condition) }, body, sha256 });
    const answer = await unlessConflict(onCondition(write, condition)).catch(refusing(`Uploading ${url(key)}`));
    return answer === 'conflict' ? ownWrite(call, url(key), key, sha256) : unquoted(answer.headers.etag);
  };
  return {
    put,
    async putFile(key, file) {
      await withFile(file, (source) => put(key, source, {}));
    },
    async copy(from, key, headers, condition) {
      const source = {
        'x-amz-copy-source': copySource(bucket, from.key),
        'x-amz-copy-source-if-match': `"${from.etag}"`,
        'x-amz-metadata-directive': 'REPLACE',
      };
      const write = (condition?: WriteCondition) =>
        call({ method: 'PUT', key, headers: { ...headers, ...source, ...conditional(condition) } });
      const doing = from.key === key ? 'Replacing the headers of' : `Copying ${url(from.key)} to`;
      const answer = await unlessConflict(onCondition(write, condition)).catch(refusing(`${doing} ${url(key)}`));
      return answer === 'conflict' ? answer : unquoted(element(answer.body.toString(), 'ETag'));
    },
    deleteObjects: (objects) => deleteInBatches(at, objects),
    async credentialSeconds() {
      const end = await at.credentialsEnd();
      return end === undefined ? Number.POSITIVE_INFINITY : (end.getTime() - at.now().getTime()) / 1_000;
    },
    async server() {
      const { hostname, port, scope } = await at.place(bucket);
      const { dnsSuffix, dualStackSuffix = dnsSuffix } = partitionOf(scope.region);
      const isAws = [dnsSuffix, dualStackSuffix].some((suffix) => hostname.endsWith(`.${suffix}`));
      return { name: port === undefined ? hostname : `${hostname}:${port}`, isAws };
    },
  };
}

/** An access point names its objects otherwise. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function copySource(bucket: string, key: string): string {
  return bucket.startsWith('arn:') ? `${bucket}/object/${encodedPath(key)}` : `${bucket}/${encodedPath(key)}`;
}

async function bodyOf(content: Uint8Array | ContentSource) {
  if (content instanceof Uint8Array) return { body: content, sha256: hash('sha256', content) };
  const body = await content.whole();
  return { body, sha256: content.sha256 ?? hash('sha256', body) };
}

/** A write whose answer was lost is sent again and meets itself: what is there may be ours. */
async function ownWrite(call: CallBucket, url: string, key: string, sha256: string): Promise<string | 'conflict'> {
  try {
    const { body, headers } = await call({ method: 'GET', key });
    return hash('sha256', body) === sha256 ? unquoted(headers.etag) : 'conflict';
  } catch (error) {
    if (awsErrorName(error) === 'NoSuchKey') return 'conflict';
    throw refused(error, `Reading ${url}`);
  }
}

function onCondition<T>(write: (condition?: WriteCondition) => Promise<T>, condition: WriteCondition | undefined) {
  return () =>
    write(condition).catch((error: unknown) => {
      if (!condition?.whereKnown || statusOf(error) !== 501) throw error;
      return write();
    });
}

async function unlessConflict<T>(write: () => Promise<T>): Promise<T | 'conflict'> {
  try {
    return await write();
  } catch (error) {
    // A condition on the ETag of an object that is gone is answered with NoSuchKey.
    if (/^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test(awsErrorName(error))) return 'conflict';
    throw error;
  }
}

function conditional(condition: WriteCondition | undefined): Readonly<Record<string, string>> {
  if (condition === undefined) return {};
  return 'ifAbsent' in condition ? { 'if-none-match': '*' } : { 'if-match': `"${condition.ifEtag}"` };
}
