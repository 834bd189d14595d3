import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { codeOf } from '../domain/network-error.ts';
import type { Proxies } from '../domain/proxies.ts';

/** How long one attempt of a call may take. */
export interface AttemptBounds {
  readonly connectMilliseconds: number;
  /** From the start of the request to the last byte of the response. */
  readonly attemptMilliseconds: number;
}

export const attemptBounds: AttemptBounds = { connectMilliseconds: 10_000, attemptMilliseconds: 30_000 };

type Sent = Parameters<NodeHttpHandler['handle']>[0];
type Received = Awaited<ReturnType<NodeHttpHandler['handle']>>['response'];

/**
 * The SDK's HTTP client with bounds that hold: its own `requestTimeout` only warns unless `throwOnRequestTimeout` is set,
 * and ends with the headers. Source: https://github.com/smithy-lang/smithy-typescript/tree/main/packages/node-http-handler
 */
export class BoundedHandler extends NodeHttpHandler {
  readonly #bounds: AttemptBounds;

  constructor(bounds: AttemptBounds, proxyEnv: Proxies | undefined, ca?: string) {
    super({
      connectionTimeout: bounds.connectMilliseconds,
      requestTimeout: bounds.attemptMilliseconds,
      throwOnRequestTimeout: true,
      httpsAgent: { proxyEnv, ...(ca === undefined ? {} : { ca }) },
    });
    this.#bounds = bounds;
  }

  override async handle(
    request: Sent,
    options?: Parameters<NodeHttpHandler['handle']>[1],
  ): ReturnType<NodeHttpHandler['handle']> {
    const begun = performance.now();
    try {
      const { response } = await super.handle(request, options);
      const left = this.#bounds.attemptMilliseconds - (performance.now() - begun);
      const body = await wholeBody(response.body, Math.max(0, left), this.#bounds);
      demandAnswerOfAws(request, response, body);
      return { response: Object.assign(response, { body: Readable.from([body]) }) };
    } catch (error) {
      throw attemptError(error);
    }
  }
}

/** A body that comes a byte at a time, or stops in the middle, is an answer that never comes. */
async function wholeBody(
  body: IncomingMessage,
  leftMilliseconds: number,
  { attemptMilliseconds }: AttemptBounds,
): Promise<Buffer> {
  const message = `The response was not complete after ${attemptMilliseconds / 1_000} s.`;
  const tooLate = Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' });
  const timer = setTimeout(() => body.destroy(tooLate), leftMilliseconds);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

/** As an error of our own: the SDK keeps code and name only of those. One of Node.js may come from another realm. */
function attemptError(error: unknown): Error {
  const { name, message = String(error), ...facts } = error as Error;
  return Object.assign(new Error(message, { cause: error }), { ...facts, name, ...codeIn(error) });
}

function codeIn(error: unknown): { readonly code?: string } {
  const code = codeOf(error);
  return code === '' ? {} : { code };
}

/**
 * A page of a proxy, or nothing at all, is no answer of AWS, whatever its status: the SDK would read an empty list from it.
 * It carries the retryable trait where another attempt may get the real one.
 */
function demandAnswerOfAws(request: Sent, { statusCode, headers }: Received, body: Buffer): void {
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
  const isNothing = statusCode === 200 && body.length === 0 && asksForData(request);
  if (!isPage && !isNothing) return;
  const passes = statusCode < 400 || statusCode === 408 || statusCode === 429 || statusCode >= 500;
  throw Object.assign(new Error(isPage ? pageMessage : 'The response was empty.'), {
    name: `HTTP ${statusCode}`,
    $metadata: { httpStatusCode: statusCode },
    ...(passes ? { $retryable: {} } : {}),
  });
}

const pageMessage =
  'An HTML page came instead of an answer of AWS: a proxy, or a load balancer of the service, answered.';

function asksForData({ method, headers, body }: Sent): boolean {
  const named = headers['x-amz-target']?.split('.').at(-1) ?? /Action=(\w+)/.exec(String(body ?? ''))?.[1];
  return named === undefined ? method === 'GET' : /^(Describe|List|Get|BatchGet|Retrieve|Filter)/.test(named);
}
