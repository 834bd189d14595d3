import * as http from 'node:http';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import { PassingFailure } from './retry.ts';

/** A repository as requests see it, with the permission to use it. */
export interface RemoteRepository {
  /** Host and port of the registry. */
  readonly host: string;
  /** `clinic/backend` */
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Behind `/v2/<name>/`, or the whole URL that the registry gave. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** With its length, for Content-Length: ECR takes no chunked uploads. */
  readonly body?: { readonly sizeBytes: number; readonly content: Readable | string };
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

/** A connection on which nothing moves for so long is given up. */
const idleMilliseconds = 60_000;
const maxRedirects = 3;
const maxAnswerBytes = 64 * 1024;

/** Makes the function that sends requests to registries, over connections that are kept. */
export function registryRequests(): Send {
  const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };
  return async (repository, request, signal) => {
    const first = new URL(
      request.path,
      `${isLoopback(repository.host) ? 'http' : 'https'}://${repository.host}/v2/${repository.name}/`,
    );
    let url = first;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await exchange(url, first, repository, request, agents, signal);
      const status = response.statusCode ?? 0;
      if (request.expects.includes(status)) return response;
      const location = status >= 300 && status < 400 ? response.headers.location : undefined;
      if (!location) throw await refusal(response, request, repository);
      response.resume();
      url = new URL(location, url);
    }
    throw new UserError({ what: `${request.doing} failed: ${repository.host} redirects without end.` });
  };
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
  agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent },
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
    const timedOut = Object.assign(new Error(`${url.host} was silent for 60 s`), { code: 'ETIMEDOUT' });
    outgoing.setTimeout(idleMilliseconds, () => outgoing.destroy(timedOut));
    outgoing.once('response', resolve);
    outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    if (body && typeof body.content !== 'string') pipeline(body.content, outgoing).catch(reject);
    else outgoing.end(body?.content);
  });
}

function basic({ username, password }: RemoteRepository): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
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

async function refusal(
  response: http.IncomingMessage,
  { doing }: RegistryRequest,
  { host }: RemoteRepository,
): Promise<Error> {
  const status = response.statusCode ?? 0;
  const text = (await wholeAnswer(response, maxAnswerBytes).catch(() => Buffer.alloc(0))).toString();
  const why = `${host} answered ${status}${registryMessage(text)}.`;
  if (status === 408 || status === 429 || status >= 500 || isThrottled(text)) return new PassingFailure(why);
  return new UserError({ what: `${doing} failed.`, why, next: nextStep(status, text) });
}

/** ECR throttles with more than one status. */
function isThrottled(text: string): boolean {
  return /toomanyrequests|throttl|rate exceeded/i.test(text);
}

/** The code and message in a registry's answer: `{"errors":[{"code":"DENIED","message":"…"}]}`. */
function registryMessage(text: string): string {
  const [, code] = /"code"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  const [, message] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  const told = [code, message].filter((part) => part).join(': ') || text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return told ? ` (${told.replace(/\.$/, '')})` : '';
}

function nextStep(status: number, text: string): string {
  if (/expired/i.test(text))
    return 'The registry login has expired; run the job again, with less time before this step.';
  if (status === 401 || status === 403)
    return "Add the permission to the role, as in the action's iam-policy.json; for another account's repository, to its repository policy as well.";
  if (status === 404) return 'Check the name of the repository and of the image, its account and its region.';
  return 'Look at the reason above.';
}
