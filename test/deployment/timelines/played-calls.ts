import { Readable } from 'node:stream';
import type { PlayedRequest } from '../../../src/aws/client.ts';
import type { Trouble } from './timeline.ts';

/** What a played service gives back, as the SDK's HTTP client does. */
export interface PlayedResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Readable;
  };
}

export type Input = Readonly<Record<string, unknown>>;

/** An error of the caller, by its shape in the SDK's model. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What happens to calls of a service, whatever they ask. */
export interface Surroundings {
  readonly troubles: readonly Trouble[];
  /** Which writes are carried out without an answer. */
  readonly lostWrites: readonly boolean[];
  /** Seconds since the beginning. */
  now(): number;
}

/**
 * Answers calls of the JSON protocol by their operation; others are denied. Writes are the operations that create, update or
 * start something.
 */
export function playedCalls(
  answers: Readonly<Record<string, (input: Input) => object>>,
  { troubles, lostWrites, now }: Surroundings,
): (request: PlayedRequest) => Promise<PlayedResponse> {
  let writes = 0;
  return async (request) => {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    const isWrite = /^(Create|Update|Start)/.test(operation);
    const trouble = troubles.find((one) => strikes(one, now(), isWrite));
    if (trouble) return troubled(trouble);
    if (operation === '') return raw(403, deniedXml, 'text/xml');
    const answer = answers[operation];
    if (!answer) return response(400, { __type: 'AccessDeniedException', message: `No ${operation} here.` });
    try {
      const body = answer(JSON.parse(bodyOf(request)) as Input);
      if (isWrite && lostWrites[writes++]) throw reset();
      return response(200, body);
    } catch (error) {
      if (error instanceof Refused) return response(400, { __type: error.code, message: error.message });
      throw error;
    }
  };
}

/** To calls of the query protocol: those of IAM and STS. */
const deniedXml =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not here.</Message></Error></ErrorResponse>';

export function reset(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

export function strikes({ atSecond, seconds, hits }: Trouble, now: number, isWrite: boolean): boolean {
  return now >= atSecond && now < atSecond + seconds && (hits === 'all' || (hits === 'writes') === isWrite);
}

function troubled({ kind }: Trouble): PlayedResponse {
  switch (kind) {
    case 'error':
      return response(500, { __type: 'InternalServiceErrorException', message: 'We are sorry.' });
    case 'page':
      return raw(502, '<html><body>Bad Gateway</body></html>');
    case 'nothing':
      return raw(503, '');
    case 'throttle':
      return response(400, { __type: 'ThrottlingException', message: 'Rate exceeded' });
    case 'skew':
      return response(400, { __type: 'RequestExpired', message: 'Request has expired.' });
    case 'expired':
      return response(400, { __type: 'ExpiredTokenException', message: 'The security token is expired.' });
    case 'empty':
      return raw(200, '{"Service');
    case 'no-host':
      throw Object.assign(new Error('getaddrinfo ENOTFOUND apprunner'), { code: 'ENOTFOUND' });
    case 'reset':
      throw reset();
  }
}

function response(statusCode: number, body: object): PlayedResponse {
  return raw(statusCode, JSON.stringify(body), 'application/x-amz-json-1.0');
}

export function raw(statusCode: number, body: string, type = 'text/html'): PlayedResponse {
  return { response: { statusCode, headers: { 'content-type': type }, body: Readable.from([Buffer.from(body)]) } };
}

export function bodyOf({ body }: PlayedRequest): string {
  if (typeof body === 'string') return body;
  const { buffer, byteOffset, byteLength } = body as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
