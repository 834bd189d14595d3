import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import { s3Refusals } from '../core/refusals.ts';
import type { Access, Caller, CloudRequest, CloudResponse, Service } from '../core/service.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import { bodyStore, memoryBody } from './bodies.ts';
import { type Bucket, type BucketSpec, newBucket, type S3Object } from './buckets.ts';
import { runningChecksum } from './checksums.ts';
import { renderS3Error } from './errors.ts';
import { etagOf } from './etag.ts';
import { type OriginRequest, openObject } from './open.ts';
import { routeOf } from './routes.ts';
import { bucketOf, type S3State } from './state.ts';
import { type Target, targetOf } from './target.ts';
import { refuseUnsupported } from './unsupported.ts';
import { answerWebsite, websiteBucketOf } from './website.ts';
import { startWebsite, type WebsiteListener } from './website-listener.ts';

export interface S3Options {
  /** Most keys of a listing's page [1000]. */
  readonly pageSize?: number;
  /** Smallest part of a multipart upload but the last, in bytes [5 MiB]. */
  readonly minPartBytes?: number;
  /** What becomes of If-Match and If-None-Match of writes [kept]: servers that are not AWS's own ignore them, or do not know them (501). */
  readonly writeConditions?: 'kept' | 'ignored' | 'unknown';
}

/** An object as a test looks at it. */
export interface SeenObject extends Pick<S3Object, 'key' | 'etag' | 'lastModified' | 'headers' | 'metadata'> {
  readonly size: number;
  bytes(): Promise<Buffer>;
}

/** The handle on S3: seeds buckets and objects, looks at them, and opens objects for the edge. */
export interface S3 extends Service {
  createBucket(spec: BucketSpec): void;
  setPolicy(bucket: string, policy: PolicyDocument | undefined): void;
  /** Stores an object; `headers` are its system headers, such as `content-type` and `cache-control`. */
  put(bucket: string, key: string, content: string | Buffer, headers?: Readonly<Record<string, string>>): void;
  get(bucket: string, key: string): SeenObject | undefined;
  delete(bucket: string, key: string): void;
  keys(bucket: string, prefix?: string): readonly string[];
  /** The website of a bucket on a loopback port [a free one]; its answers are those of its region's website host. */
  website(bucket: string, port?: number): Promise<string>;
  /** Reads an object over the bucket policy, as CloudFront does for a distribution. */
  open(request: OriginRequest): Promise<CloudResponse>;
}

export interface S3Parts {
  readonly clock: Clock;
  allows(caller: Caller, access: Access, region: string): boolean;
  /** Where large objects are kept; whoever gives the folder removes it. */
  folder(): string;
}

/** S3, for all accounts and regions. */
export function s3Service(
  { clock, allows, folder }: S3Parts,
  { pageSize = 1000, minPartBytes = 5 * 1024 ** 2, writeConditions = 'kept' }: S3Options = {},
): S3 {
  const bodies = bodyStore(folder);
  const state: S3State = { buckets: new Map(), bodies, pageSize, minPartBytes, allows };
  return {
    name: 's3',
    refusals: s3Refusals,
    async recognise(request) {
      const hosted = websiteBucketOf(request.headers.host ?? '');
      if (hosted)
        return {
          operation: 'Website',
          input: { Bucket: hosted.bucket },
          unsigned: true,
          access: () => [],
          perform: ({ now }) => answerWebsite(state, hosted.bucket, request, now),
        };
      const hasConditions = writeConditions !== 'kept' && isConditionalWrite(request);
      const target = targetOf(hasConditions ? unconditional(request) : request);
      const { name, operation } = routeOf(target);
      return {
        operation: name,
        input: recordedInput(target),
        unsigned: true,
        access: (context) => operation.access(state, target, context),
        async perform(context) {
          if (hasConditions && writeConditions === 'unknown') throw unknownCondition();
          refuseUnsupported(target);
          const answer = await operation.perform(state, target, context);
          return {
            ...answer,
            headers: {
              ...{ 'x-amz-request-id': context.requestId, server: 'AmazonS3', date: clock.now().toUTCString() },
              ...answer.headers,
            },
          };
        },
      };
    },
    renderError: renderS3Error,
    ...handleOf(state, clock),
  };
}

const conditions = ['if-match', 'if-none-match'];

function isConditionalWrite({ method, headers }: CloudRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && conditions.some((name) => headers[name] !== undefined);
}

function unconditional(request: CloudRequest): CloudRequest {
  const headers = Object.entries(request.headers).filter(([name]) => !conditions.includes(name));
  return { ...request, headers: Object.fromEntries(headers) };
}

function unknownCondition(): AwsError {
  return new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501);
}

function handleOf(state: S3State, clock: Clock): Omit<S3, Exclude<keyof Service, 'close'>> {
  const websites: WebsiteListener[] = [];
  return {
    createBucket(spec) {
      if (state.buckets.has(spec.name)) throw new Error(`There is a bucket ${spec.name} already.`);
      state.buckets.set(spec.name, newBucket(spec, clock.now()));
    },
    setPolicy: (bucket, policy) => {
      bucketOf(state, bucket).policy = policy;
    },
    put: (bucket, key, content, headers = {}) =>
      seed(bucketOf(state, bucket), key, Buffer.from(content), headers, clock.now()),
    get: (bucket, key) => {
      const object = bucketOf(state, bucket).get(key);
      return object && { ...object, size: object.body.size, bytes: () => bytesOf(object.body.read()) };
    },
    delete: (bucket, key) => bucketOf(state, bucket).delete(key),
    keys: (bucket, prefix = '') =>
      bucketOf(state, bucket)
        .keys()
        .filter((key) => key.startsWith(prefix)),
    async website(bucket, port) {
      const listener = await startWebsite((request) => answerWebsite(state, bucket, request, clock.now()), port);
      websites.push(listener);
      return listener.url;
    },
    open: (request) => openObject(state, request, clock.now()),
    close: async () => {
      await Promise.all(websites.map((each) => each.close()));
    },
  };
}

function seed(bucket: Bucket, key: string, bytes: Buffer, headers: Readonly<Record<string, string>>, now: Date): void {
  const digest = (name: 'crc64nvme') => {
    const running = runningChecksum(name);
    running.update(bytes);
    return running.digest().toString('base64');
  };
  bucket.set({
    key,
    body: memoryBody(bytes),
    etag: etagOf(createHash('md5').update(bytes).digest(), bucket.encryption),
    lastModified: now,
    headers: { 'content-type': 'binary/octet-stream', ...headers },
    metadata: {},
    checksum: { algorithm: 'crc64nvme', value: digest('crc64nvme'), type: 'FULL_OBJECT' },
    encryption: bucket.encryption,
  });
}

/** What a request shows to faults and to the record, under the names of the API; never the body. */
function recordedInput(target: Target): Readonly<Record<string, string>> {
  const members = {
    Bucket: target.bucket || undefined,
    Key: target.key || undefined,
    Prefix: target.parameter('prefix'),
    Delimiter: target.parameter('delimiter'),
    ContinuationToken: target.parameter('continuation-token'),
    UploadId: target.parameter('uploadId'),
    PartNumber: target.parameter('partNumber'),
    ContentLength: target.header('x-amz-decoded-content-length') ?? target.header('content-length'),
    ContentType: target.header('content-type'),
    CacheControl: target.header('cache-control'),
    IfMatch: target.header('if-match'),
    IfNoneMatch: target.header('if-none-match'),
    Range: target.header('range'),
    CopySource: target.header('x-amz-copy-source'),
    MetadataDirective: target.header('x-amz-metadata-directive'),
  };
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function bytesOf(content: Buffer | Readable): Promise<Buffer> {
  return Buffer.isBuffer(content) ? content : Buffer.concat((await content.toArray()) as Buffer[]);
}
