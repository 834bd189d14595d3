import * as http from 'node:http';
import * as https from 'node:https';
import { proxiesOf } from '../domain/proxies.ts';
import { UserError } from '../errors.ts';
import { ExpiredLogin, refusal } from './registry-refusal.ts';
import { logins, type RemoteRepository } from './remote-repository.ts';
import { PassingFailure } from './retry.ts';
import { sendContent } from './send-content.ts';

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Behind `/v2/<name>/`, or the whole URL that the registry gave. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** With its length, for Content-Length: ECR takes no chunked uploads. */
  readonly body?: { readonly sizeBytes: number; readonly content: string | Promise<AsyncIterable<Buffer>> };
  /** Statuses that the caller deals with; every other one is thrown as an error. */
  readonly expects: readonly number[];
  /** What the request is for, to begin an error's sentence: "Reading the manifest … of clinic". */
  readonly doing: string;
}

export type Send = (
  repository: RemoteRepository,
  request: RegistryRequest,
  signal: AbortSignal,
) => Promise<http.IncomingMessage>;

interface Agents {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
}

/** A connection on which nothing moves for so long is given up. */
const idleMilliseconds = 60_000;
/** Behind the last byte of a large blob, a registry is busy with proving it. */
const idleMillisecondsOfUploads = 300_000;
const maxRedirects = 3;
const maxAnswerBytes = 64 * 1024;

/** Makes the function that sends requests to registries, over connections that are kept; it renews logins that expire. */
export function registryRequests(): Send {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true, proxyEnv: proxiesOf(process.env) }),
  };
  const { current, renewed } = logins();
  return async (repository, request, signal) => {
    const login = await current(repository);
    try {
      return await answered(login, request, agents, signal);
    } catch (error) {
      if (!(error instanceof ExpiredLogin) || !login.renew) throw error;
      const fresh = await renewed(login, signal);
      // Content cannot be sent twice: whoever sends it has to open it again.
      if (typeof request.body?.content === 'object') throw new PassingFailure(error.message);
      return await answered(fresh, request, agents, signal);
    }
  };
}

/** Sends a request and follows redirects; what is not expected is thrown as an error. */
async function answered(
  repository: RemoteRepository,
  request: RegistryRequest,
  agents: Agents,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const scheme = isLoopback(repository.host) ? 'http' : 'https';
  const first = new URL(request.path, `${scheme}://${repository.host}/v2/${repository.name}/`);
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await exchange(url, first, repository, request, agents, signal);
    const status = response.statusCode ?? 0;
    if (request.expects.includes(status)) return response;
    const location = status >= 300 && status < 400 ? response.headers.location : undefined;
    if (!location) throw refusal(status, await shortAnswer(response), request.doing, repository.host);
    response.resume();
    url = new URL(location, url);
  }
  throw new UserError({ what: `${request.doing} failed: ${repository.host} redirects without end.` });
}

/** As docker has it: a registry on loopback speaks plain HTTP, every other one TLS. */
export function isLoopback(reference: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?(\/|$)/.test(reference);
}

function exchange(
  url: URL,
  first: URL,
  repository: RemoteRepository,
  { method, headers, body }: RegistryRequest,
  agents: Agents,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const outgoing = (secure ? https : http).request(url, {
      method,
      signal,
      agent: secure ? agents['https:'] : agents['http:'],
      headers: {
        ...headers,
        // Blobs are handed out by another host (S3) under a signed URL, which must not see the registry's password.
        ...(url.host === first.host ? { authorization: basic(repository) } : {}),
        ...(body ? { 'content-length': String(body.sizeBytes) } : method === 'POST' ? { 'content-length': '0' } : {}),
      },
    });
    const patience = body ? idleMillisecondsOfUploads : idleMilliseconds;
    const timedOut = Object.assign(new Error(`${url.host} was silent for ${patience / 1_000} s`), {
      code: 'ETIMEDOUT',
    });
    outgoing.setTimeout(patience, () => outgoing.destroy(timedOut));
    outgoing.once('response', resolve);
    outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    if (typeof body?.content !== 'object') outgoing.end(body?.content);
    else
      sendWhenOpen(body.content, outgoing).catch((error: Error) => {
        reject(error);
        outgoing.destroy();
      });
  });
}

/** The headers go ahead, beside the request for the content. */
async function sendWhenOpen(content: Promise<AsyncIterable<Buffer>>, outgoing: http.ClientRequest): Promise<void> {
  outgoing.flushHeaders();
  await sendContent(await content, outgoing);
}

function basic({ username, password }: RemoteRepository): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What a refusal says, as far as it can be read. */
async function shortAnswer(response: http.IncomingMessage): Promise<string> {
  return (await wholeAnswer(response, maxAnswerBytes).catch(() => Buffer.alloc(0))).toString();
}

/** Reads an answer that is known to be short, such as a manifest; a longer one is an error. */
export async function wholeAnswer(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw new UserError({ what: `A registry answered with more than ${maxBytes} bytes.` });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
