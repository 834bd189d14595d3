import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../../domain/network-error.ts';
import { errorKind } from '../error-kind.ts';
import type { HttpAnswer } from './answer.ts';
import type { HttpRequest } from './connection.ts';
import { adaptivePace } from './pace.ts';
import type { Place } from './place.ts';
import type { S3Sdk } from './sdk.ts';
import { encodedPath, queryString, type Sign, signerFor, type Unsigned } from './sign.ts';
import type { Send } from './transport.ts';
import { element } from './xml.ts';

/** A call of S3's REST API. */
export interface S3Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly bucket: string;
  /** None: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>> | undefined;
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
  readonly sdk: Pick<S3Sdk, 'place' | 'now' | 'correctClock' | 'wantsChecksums'>;
  readonly send: Send;
  /** Most requests at a time. */
  readonly maxRequests: number;
}

const maxAttempts = 10;
/** After so long, a call that failed is not sent again. */
export const longestCallMilliseconds = 180_000;
const emptySha256 = hash('sha256', '');

export function s3Caller({ sdk, send, maxRequests }: CallOptions): CallS3 {
  const pace = adaptivePace(maxRequests);
  const signers = new Map<Place, Sign>();
  const signerOf = (place: Place) => {
    const known = signers.get(place) ?? signerFor(place.scope);
    signers.set(place, known);
    return known;
  };
  return async (call, signal) => {
    const place = await sdk.place(call.bucket);
    const checked = { ...call, headers: await withChecksum(call, sdk) };
    const attempt = async () => {
      const sign = await signerAt(place);
      return demandSuccess(await send(place, signed(checked, place, sign), signal));
    };
    const begun = performance.now();
    for (let attempts = 1; ; attempts++) {
      const result = await pace.run(attempt).catch((error: unknown) => error);
      if (isAnswer(result)) return { ...result, attempts };
      if (isThrottle(result)) pace.slowDown();
      if (isSkew(result)) sdk.correctClock(result.date);
      const isLast = attempts >= maxAttempts || performance.now() - begun > longestCallMilliseconds;
      if (isLast || signal.aborted || !isTransient(result)) throw result;
      await wait(pauseMilliseconds(attempts), undefined, { signal });
    }
  };

  async function signerAt(place: Place): Promise<(request: Unsigned) => Readonly<Record<string, string>>> {
    const credentials = await place.credentials();
    return (request) => signerOf(place)(request, credentials, sdk.now());
  }
}

/** A bucket whose objects are locked when they are written takes none without a checksum; the SHA-256 is known anyway. */
async function withChecksum(
  { method, headers, body, sha256 }: S3Call,
  sdk: Pick<S3Sdk, 'wantsChecksums'>,
): Promise<S3Call['headers']> {
  if (method !== 'PUT' || !body || sha256 === undefined || !(await sdk.wantsChecksums())) return headers;
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  // S3 goes by the checksum; other servers by the header with which SDKs announce it.
  return { ...headers, 'x-amz-checksum-sha256': checksum, 'x-amz-sdk-checksum-algorithm': 'SHA256' };
}

/** The call as it is sent to this endpoint, signed. */
function signed(
  { method, key, query, headers, body, sha256 }: S3Call,
  { pathPrefix, hostname, port }: Place,
  sign: (request: Unsigned) => Readonly<Record<string, string>>,
): HttpRequest {
  const path = `${pathPrefix}/${key === undefined ? '' : encodedPath(key)}`;
  const pairs = Object.entries(query ?? {});
  const payloadHash = body ? (sha256 ?? hash('sha256', body)) : emptySha256;
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  const length = method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.byteLength ?? 0) } : {};
  const unsigned = { method, path, query: pairs, headers: { ...headers, ...length, host }, payloadHash };
  const suffix = pairs.length > 0 ? `?${queryString(pairs)}` : '';
  return { method, path: path + suffix, headers: sign(unsigned), body };
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
    date: headers['date'],
  });
}

/** The clock of this machine is minutes off, or what was signed was underway for minutes. */
function isSkew(error: unknown): error is Error & { readonly date: string | undefined } {
  return /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/.test(nameOf(error));
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

function isTransient(error: unknown): boolean {
  // A handshake that broke is worth another attempt: S3 is known to speak TLS.
  if (codeOf(error) === 'EPROTO') return true;
  return (
    ['transient', 'throttled'].includes(errorKind(error)) ||
    /^(InternalError|OperationAborted|ConditionalRequestConflict)$/.test(nameOf(error))
  );
}

/** Full jitter: anything up to twice as long each time. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ */
function pauseMilliseconds(attempt: number): number {
  return Math.random() * Math.min(10_000, 50 * 2 ** attempt);
}
