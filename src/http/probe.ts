import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { codeOf } from '../domain/network-error.ts';
import { proxiesOf } from '../domain/proxies.ts';
import { Contact } from './contact.ts';
import { decoded, maxBodyBytes, tooLarge } from './encoding.ts';
import { advice, isOwnLimit, reasonOf } from './failure.ts';
import { demandNoLinkLocal, lookupElsewhere } from './link-local.ts';
import { type TlsFacts, tlsFacts } from './tls.ts';

export interface ProbeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array | undefined;
  /** Time for the whole exchange, from the connection to the last byte. */
  readonly timeoutMilliseconds: number;
  /** `new` opens a connection of its own; `reuse` takes an idle connection where there is one. */
  readonly connection?: 'reuse' | 'new' | undefined;
  /** Shown to a server that asks for it (mTLS); PEM. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /** The newest version of TLS that is offered, however old; undefined: those of Node.js. */
  readonly maxTls?: 'TLSv1.1' | 'TLSv1.2' | undefined;
  /** Told each piece of the body as it comes; once it says so, the rest is not read. */
  readonly isEnough?: ((chunk: Uint8Array) => boolean) | undefined;
}

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string | undefined;
}

export interface ProbeResponse {
  readonly kind: 'response';
  /** The address of the response; after redirects, the last one. */
  readonly url: string;
  readonly status: number;
  /** By lower-case name, each value as sent. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Without its content encoding. */
  readonly body: Uint8Array;
  /** From the start of the request to the last byte of the response. */
  readonly milliseconds: number;
  readonly tls: TlsFacts | undefined;
  /** The redirects that were followed to it. */
  readonly redirects?: readonly Redirect[];
}

/** A response that led elsewhere. */
export interface Redirect {
  readonly url: string;
  readonly status: number;
  /** The absolute address that it led to. */
  readonly to: string;
}

/** No HTTP response: no such host, no connection, no trust, or no response in time. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly url: string;
  readonly reason: string;
  readonly advice: string | undefined;
  readonly milliseconds: number;
  /** Whether the server was reached, its certificate included: that no response came is its own doing. */
  readonly reached: boolean;
  /** Whether the time of the whole check was over, so that nothing was sent. */
  readonly isOutOfTime?: true;
}

export type ProbeResult = ProbeResponse | Unreachable;

/** Sends one request and returns its response, whatever it is. It follows no redirect and keeps no cookie. */
export interface Probe {
  /** Rejects only with the reason of an aborted signal. */
  send(request: ProbeRequest, signal: AbortSignal): Promise<ProbeResult>;
}

/** A probe that is bound to a signal. */
export interface Prober {
  send(request: ProbeRequest): Promise<ProbeResult>;
}

/** As Chromium takes them: servers with large cookies or policies send more than the 16 KiB that Node.js takes. */
const maxHeaderBytes = 256 * 1024;

/** A probe over HTTP/1.1 and TLS; `ca` adds certificates to trust (PEM). */
export function httpProbe(options: { readonly ca?: string } = {}): Probe {
  const connections = { ...options, proxyEnv: proxiesOf(process.env) };
  const kept = agents({ ...connections, keepAlive: true });
  return {
    async send(request, signal) {
      signal.throwIfAborted();
      const started = performance.now();
      const elapsed = () => Math.round(performance.now() - started);
      const timeout = AbortSignal.timeout(request.timeoutMilliseconds);
      const contact = new Contact(request.url, connections.proxyEnv);
      try {
        demandNoLinkLocal(request.url);
        const own = { ...connections, ...request.clientCertificate, ...offered(request.maxTls) };
        const agent = reuses(request) ? kept : agents(own);
        const ended = AbortSignal.any([signal, timeout]);
        const message = await exchange(request, agent, { ...options, contact }, ended).catch((error) => {
          if (!(error instanceof StaleConnection)) throw error;
          return exchange(request, agents(own), { ...options, contact }, ended);
        });
        const tls = tlsFacts(message.socket);
        const body = decoded(await bodyOf(message, request.isEnough), message.headers['content-encoding']);
        return {
          kind: 'response',
          url: request.url,
          status: message.statusCode ?? 0,
          headers: headersOf(message),
          body,
          milliseconds: elapsed(),
          tls,
        };
      } catch (error) {
        signal.throwIfAborted();
        const reason = timeout.aborted ? `no response within ${request.timeoutMilliseconds} ms` : reasonOf(error);
        const reached = contact.isMade() && !isOwnLimit(error);
        const told = { reason, advice: advice(error), milliseconds: elapsed(), reached };
        return { kind: 'unreachable', url: request.url, ...told };
      }
    },
  };
}

/** OpenSSL leaves the signatures of old versions out, unless its security level is 0. */
function offered(maxVersion: ProbeRequest['maxTls']): AgentOptions {
  if (maxVersion === undefined) return {};
  return { maxVersion, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

function agents(options: AgentOptions): Agents {
  return { http: new HttpAgent(options), https: new HttpsAgent(options) };
}

/** A kept connection that the server closed before it answered: https://nodejs.org/api/http.html#requestreusedsocket */
class StaleConnection extends Error {}

/**
 * A kept connection may be closed by the server just as it is used again; the request is then sent once more, as browsers do.
 * Only what may be sent twice may meet that, so a POST always opens its own.
 */
function reuses({ method, connection, clientCertificate }: ProbeRequest): boolean {
  return connection !== 'new' && clientCertificate === undefined && /^(GET|HEAD|OPTIONS)$/.test(method);
}

function exchange(
  { method, url, headers, body }: ProbeRequest,
  { http, https }: Agents,
  { contact, ...options }: { readonly ca?: string; readonly contact: Contact },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const [send, agent] = secure ? [httpsRequest, https] : [httpRequest, http];
    const request = send(
      target,
      {
        ...{ method, headers: grouped(headers), agent, signal, lookup: lookupElsewhere },
        ...{ maxHeaderSize: maxHeaderBytes, ...options },
      },
      resolve,
    );
    contact.watch(request);
    request.once('error', (error) =>
      reject(request.reusedSocket && codeOf(error) === 'ECONNRESET' ? new StaleConnection(error.message) : error),
    );
    request.end(body);
  });
}

function grouped(headers: ProbeRequest['headers']): Record<string, string | string[]> {
  const byName = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries([...byName].map(([name, pairs]) => [name, single(pairs.map(([, value]) => value))]));
}

function single(values: string[]): string | string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}

async function bodyOf(message: IncomingMessage, isEnough?: ProbeRequest['isEnough']): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
    if (isEnough?.(chunk)) break;
  }
  return Buffer.concat(chunks);
}

function headersOf({ headersDistinct }: IncomingMessage): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(headersDistinct).map(([name, values = []]) => [name, values]));
}
