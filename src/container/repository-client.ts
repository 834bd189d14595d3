import * as http from 'node:http';
import * as https from 'node:https';
import { imageLimits } from '../domain/image-limits.ts';
import type { RepositoryAddress } from '../domain/image-reference.ts';
import { proxiesOf } from '../domain/proxies.ts';
import { UserError } from '../errors.ts';
import { isLoopback } from './loopback.ts';
import { ExpiredLogin, refusal } from './registry-refusal.ts';
import { logins, type RepositoryLogin } from './repository-login.ts';
import { PassingFailure } from './retry.ts';
import { sendContent } from './send-content.ts';
import { wholeAnswer } from './whole-answer.ts';

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

/** Sends requests to one repository, signed in. */
export interface RepositoryClient extends RepositoryAddress {
  send(request: RegistryRequest, signal: AbortSignal): Promise<http.IncomingMessage>;
}

interface Agents {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
}

/** A connection on which nothing moves for so long is given up. */
const idleMilliseconds = 60_000;
/** After the last byte of a large blob, a registry takes its time to verify it. */
const idleMillisecondsOfUploads = 300_000;
const maxRedirects = 3;

/** Makes the clients of repositories, which share connections; a login that expires is renewed. */
export function repositoryClients(): (login: RepositoryLogin) => RepositoryClient {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true, proxyEnv: proxiesOf(process.env) }),
  };
  const { current, renewed } = logins();
  return (given) => ({
    host: given.host,
    repository: given.repository,
    async send(request, signal) {
      const login = await current(given);
      try {
        return await answered(login, request, agents, signal);
      } catch (error) {
        if (!(error instanceof ExpiredLogin) || !login.renew) throw error;
        const fresh = await renewed(login, signal);
        // Content cannot be sent twice: the caller has to open it again.
        if (typeof request.body?.content === 'object') throw new PassingFailure(error.message);
        return await answered(fresh, request, agents, signal);
      }
    },
  });
}

/** Sends a request and follows redirects; what is not expected is thrown as an error. */
async function answered(
  login: RepositoryLogin,
  request: RegistryRequest,
  agents: Agents,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const scheme = isLoopback(login.host) ? 'http' : 'https';
  const first = new URL(request.path, `${scheme}://${login.host}/v2/${login.repository}/`);
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    // Blobs are handed out by another host (S3) under a signed URL, which must not see the registry's password.
    const authorization = url.origin === first.origin ? basic(login) : undefined;
    const response = await exchange({ url, authorization }, request, agents, signal);
    const status = response.statusCode ?? 0;
    if (request.expects.includes(status)) return response;
    const location = status >= 300 && status < 400 ? response.headers.location : undefined;
    if (!location) throw refusal(status, await refusalText(response), request.doing, login.host);
    response.resume();
    url = redirectOf(location, url, request.doing);
  }
  throw new UserError({ what: `${request.doing} failed: ${login.host} redirects without end.` });
}

function redirectOf(location: string, from: URL, doing: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new UserError({ what: `${doing} failed.`, why: `${from.host} gave a redirect that is no web address.` });
}

/** The address of one request, and its credentials. */
interface Hop {
  readonly url: URL;
  readonly authorization: string | undefined;
}

function exchange(
  { url, authorization }: Hop,
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
        ...(authorization === undefined ? {} : { authorization }),
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

function basic({ username, password }: RepositoryLogin): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What a refusal says, as far as it can be read. */
async function refusalText(response: http.IncomingMessage): Promise<string> {
  return (await wholeAnswer(response, imageLimits.registryMessageBytes).catch(() => Buffer.alloc(0))).toString();
}
