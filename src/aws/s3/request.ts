import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, networkError } from '../../domain/network-error.ts';
import { type Proxies, proxiesOf } from '../../domain/proxies.ts';
import type { HttpAnswer } from './answer.ts';
import type { HttpRequest } from './connection.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { adaptivePace } from './pace.ts';
import { type Credentials, encodedPath, queryString, type Sign, signerFor } from './sign.ts';
import { type Send, transport } from './transport.ts';
import { element } from './xml.ts';

/** A call of S3's REST API. */
export interface S3Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly bucket: string;
  /** None: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** SHA-256 of the body in hex, where it is known already. S3 refuses a body that does not have it. */
  readonly sha256?: string;
}

export interface S3Answer extends HttpAnswer {
  /** How often it was sent. From the second time on, an earlier one may have been carried out unheard. */
  readonly attempts: number;
}

/** Sends a call until S3 has answered it; an answer that is an error is thrown, under S3's own name. */
export type CallS3 = (call: S3Call, signal: AbortSignal) => Promise<S3Answer>;

export interface CallOptions {
  readonly region: () => Promise<string>;
  readonly credentials: () => Promise<Credentials>;
  /** Most requests at a time. */
  readonly maxRequests: number;
}

const maxAttempts = 10;
const emptySha256 = hash('sha256', '');

export function s3Caller({ region, credentials, maxRequests }: CallOptions): CallS3 {
  const pace = adaptivePace(maxRequests);
  const setUp = once(async () => {
    const name = await region();
    const endpoint = perBucket((bucket) => endpointOf(bucket, name, process.env));
    return { sign: signerFor(name), endpoint, send: await transportFor(proxiesOf(process.env)) };
  });
  return async (call, signal) => {
    const { sign, endpoint, send } = await setUp();
    const place = endpoint(call.bucket);
    for (let attempts = 1; ; attempts++) {
      const result = await pace
        .run(async () => demandSuccess(await send(place, signed(call, place, sign, await credentials()), signal)))
        .catch((error: unknown) => error);
      if (isAnswer(result)) return { ...result, attempts };
      if (isThrottle(result)) pace.slowDown();
      if (attempts >= maxAttempts || signal.aborted || !isTransient(result)) throw result;
      await wait(pauseMilliseconds(attempts), undefined, { signal });
    }
  };
}

/** Node's HTTP client costs some milliseconds of a start, so it is loaded only for a proxy. */
async function transportFor(proxies: Proxies | undefined): Promise<Send> {
  return proxies?.https_proxy ? (await import('./proxied-transport.ts')).proxiedTransport(proxies) : transport();
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function perBucket(make: (bucket: string) => Endpoint): (bucket: string) => Endpoint {
  const made = new Map<string, Endpoint>();
  return (bucket) => {
    const known = made.get(bucket) ?? make(bucket);
    made.set(bucket, known);
    return known;
  };
}

/** The call as it is sent to this endpoint, signed. */
function signed(
  { method, key, query, headers, body, sha256 }: S3Call,
  { pathPrefix, hostname, port }: Endpoint,
  sign: Sign,
  credentials: Credentials,
): HttpRequest {
  const path = `${pathPrefix}/${key === undefined ? '' : encodedPath(key)}`;
  const pairs = Object.entries(query ?? {});
  const payloadHash = body ? (sha256 ?? hash('sha256', body)) : emptySha256;
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  const length = method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.byteLength ?? 0) } : {};
  const unsigned = { method, path, query: pairs, headers: { ...headers, ...length, host }, payloadHash };
  const suffix = pairs.length > 0 ? `?${queryString(pairs)}` : '';
  return { method, path: path + suffix, headers: sign(unsigned, credentials, new Date()), body };
}

function demandSuccess(answer: HttpAnswer): HttpAnswer {
  const error = errorOf(answer);
  if (error) throw error;
  return answer;
}

/** S3 begins some answers with 200 before it knows: copying and completing can fail in the body. */
function errorOf({ status, headers, body }: HttpAnswer): Error | undefined {
  const xml = status >= 300 || (body.length < 8_192 && body.includes('<Error>')) ? body.toString() : '';
  if (status < 300 && !/^(<\?xml[^>]*>)?\s*<Error>/.test(xml)) return undefined;
  const name = element(xml, 'Code') ?? (status === 404 ? 'NotFound' : status === 304 ? 'NotModified' : `Http${status}`);
  return Object.assign(new Error(messageOf(name, xml, headers['x-amz-bucket-region'])), {
    name,
    $metadata: { httpStatusCode: status },
  });
}

function messageOf(name: string, xml: string, bucketRegion: string | undefined): string {
  if (bucketRegion && /Redirect|AuthorizationHeaderMalformed|IllegalLocation/.test(name))
    return `The bucket is in ${bucketRegion}.`;
  return element(xml, 'Message') ?? 'S3 gave no reason.';
}

function isAnswer(value: unknown): value is HttpAnswer {
  return typeof value === 'object' && value !== null && 'status' in value && 'body' in value;
}

/** The name of an S3 error; '' for anything else. */
function nameOf(error: unknown): string {
  return error instanceof Error && '$metadata' in error ? error.name : '';
}

function isThrottle(error: unknown): boolean {
  return /^(SlowDown|Throttling|RequestLimitExceeded|ServiceUnavailable|TooManyRequests|Http429|Http503)/.test(
    nameOf(error),
  );
}

/** S3 is known to exist and to speak TLS: what a resolver or a handshake says against it passes too. */
const passingAtS3 = ['ENOTFOUND', 'EPROTO'];

function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (networkError(code)?.transient || passingAtS3.includes(code)) return true;
  return (
    isThrottle(error) ||
    /^(InternalError|RequestTimeout|OperationAborted|ConditionalRequestConflict|Http5\d\d|InternalFailure)$/.test(
      nameOf(error),
    )
  );
}

/** Full jitter: anything up to twice as long each time. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ */
function pauseMilliseconds(attempt: number): number {
  return Math.random() * Math.min(10_000, 50 * 2 ** attempt);
}
