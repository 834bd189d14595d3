import * as http from 'node:http';
import * as https from 'node:https';
import { apiHost } from '../domain/docker-name.ts';
import { imageLimits } from '../domain/image-limits.ts';
import type { RepositoryAddress } from '../domain/image-reference.ts';
import { isLoopback } from '../domain/loopback-registry.ts';
import { proxiesOf } from '../domain/proxies.ts';
import { UserError } from '../errors.ts';
import type { Clock } from '../machine/clock.ts';
import { answerBounds, type ExchangeBounds, endWhenSlow, uploadBounds } from './exchange-bounds.ts';
import { type Authorization, challengedAuthorization, fixedAuthorization } from './registry-challenge.ts';
import { ExpiredLogin, refusal } from './registry-refusal.ts';
import { type ChallengedRepository, logins, type RepositoryAccess, type RepositoryLogin } from './repository-login.ts';
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
  /** By which it is waited between attempts. */
  readonly clock: Clock;
  send(request: RegistryRequest, signal: AbortSignal): Promise<http.IncomingMessage>;
}

interface Connections {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
  /** Of a request with a body, and of one without. */
  readonly bounds: { readonly upload: ExchangeBounds; readonly answer: ExchangeBounds };
}

export interface ClientOptions {
  readonly bounds?: Connections['bounds'];
  readonly clock: Clock;
}

/** Redirects, and challenges that were met. */
const maxHops = 5;

/** Makes the clients of repositories, which share connections; a login that expires is renewed. */
export function repositoryClients({
  bounds = { upload: uploadBounds, answer: answerBounds },
  clock,
}: ClientOptions): (access: RepositoryAccess) => RepositoryClient {
  const connections = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true, proxyEnv: proxiesOf(process.env) }),
    bounds,
  };
  const signedIn = signedInSender(connections);
  return (access) => {
    const { host, repository } = access;
    if (!('username' in access)) return { clock, host, repository, send: challengedSender(access, connections) };
    return { clock, host, repository, send: (request, signal) => signedIn(access, request, signal) };
  };
}

/** Sends with a login, which is renewed once for all requests that find it expired. */
function signedInSender(connections: Connections) {
  const { current, renewed } = logins();
  return async (given: RepositoryLogin, request: RegistryRequest, signal: AbortSignal) => {
    const login = await current(given);
    const send = (as: RepositoryLogin) =>
      answered({ address: as, authorization: fixedAuthorization(as) }, request, connections, signal);
    try {
      return await send(login);
    } catch (error) {
      if (!(error instanceof ExpiredLogin) || !login.renew) throw error;
      const fresh = await renewed(login, signal);
      // Content cannot be sent twice: the caller has to open it again.
      if (typeof request.body?.content === 'object') throw new PassingFailure(error.message);
      return send(fresh);
    }
  };
}

function challengedSender(repository: ChallengedRepository, connections: Connections): RepositoryClient['send'] {
  const authorization = challengedAuthorization(repository.credentials, (url, header, signal) =>
    exchange({ url, authorization: header }, { method: 'GET' }, connections, signal),
  );
  return (request, signal) => answered({ address: repository, authorization }, request, connections, signal);
}

/** Where requests go, and how they are authorized. */
interface Door {
  readonly address: RepositoryAddress;
  readonly authorization: Authorization;
}

/** Sends a request and follows redirects; what is not expected is thrown as an error. */
async function answered(
  { address: { host, repository }, authorization }: Door,
  request: RegistryRequest,
  connections: Connections,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const scheme = isLoopback(host) ? 'http' : 'https';
  const first = new URL(request.path, `${scheme}://${apiHost(host)}/v2/${repository}/`);
  let url = first;
  for (let hops = 0; hops <= maxHops; hops++) {
    // Blobs are handed out by another host (S3) under a signed URL, which must not see the registry's password.
    const isRegistry = url.origin === first.origin;
    const header = isRegistry ? authorization.header() : undefined;
    const response = await exchange({ url, authorization: header }, request, connections, signal);
    const status = response.statusCode ?? 0;
    const challenge = response.headers['www-authenticate'];
    if (status === 401 && isRegistry && (await authorization.meet(challenge, header, signal))) {
      response.resume();
      continue;
    }
    if (request.expects.includes(status)) return response;
    const location = status >= 300 && status < 400 ? response.headers.location : undefined;
    if (!location)
      throw refusal(status, await refusalText(response), {
        ...{ doing: request.doing, host, isOfEcr: !authorization.asks },
        retryAfter: response.headers['retry-after'],
      });
    response.resume();
    url = redirectOf(location, url, request.doing);
  }
  throw new UserError({ what: `${request.doing} failed: ${host} redirects without end.` });
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
  { method, headers, body }: Pick<RegistryRequest, 'method' | 'headers' | 'body'>,
  connections: Connections,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const outgoing = (secure ? https : http).request(url, {
      method,
      signal,
      agent: secure ? connections['https:'] : connections['http:'],
      headers: {
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
        ...(body ? { 'content-length': String(body.sizeBytes) } : method === 'POST' ? { 'content-length': '0' } : {}),
      },
    });
    endWhenSlow(outgoing, body ? connections.bounds.upload : connections.bounds.answer, url.host);
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

/** What a refusal says, as far as it can be read. */
async function refusalText(response: http.IncomingMessage): Promise<string> {
  return (await wholeAnswer(response, imageLimits.registryMessageBytes).catch(() => Buffer.alloc(0))).toString();
}
