import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from './clock.ts';
import { AwsError } from './errors.ts';
import { type Faults, faultError } from './faults.ts';
import type { Access, Call, CallContext, Caller, CloudRequest, CloudResponse, Service } from './service.ts';

/** One call as the cloud saw it, for tests to look at and for the demo's report. */
export interface RecordedRequest {
  readonly at: Date;
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly callerArn: string;
  readonly method: string;
  readonly path: string;
  readonly input: unknown;
  /** HTTP status; 0 when the connection was cut. */
  readonly status: number;
  readonly errorCode?: string;
}

/** Who may call: finds the identity behind a signature and decides what it may do. */
export interface Gatekeeper {
  /** Throws the documented error for an unknown key, a wrong signature or an expired token. */
  authenticate(request: CloudRequest, scope: SignatureScope | undefined): Caller;
  /** The first access that the caller lacks, if any. */
  firstDenied(caller: Caller, accesses: readonly Access[]): Access | undefined;
}

/** The credential scope of a Signature Version 4: whose key, for which region and service. */
export interface SignatureScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

export interface EndpointParts {
  readonly services: readonly Service[];
  readonly gatekeeper: Gatekeeper;
  readonly faults: Faults;
  readonly clock: Clock;
  record(request: RecordedRequest): void;
}

/** Starts the one HTTP endpoint of the cloud's AWS APIs, for all accounts, regions and services. */
export async function startEndpoint(parts: EndpointParts): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((message, response) => {
    answer(parts, message, response).catch(() => response.destroy());
  });
  return { url: await listen(server), close: () => closeServer(server) };
}

/** Listens on a free loopback port; the answer is the server's URL. */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function answer(parts: EndpointParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = cloudRequest(message);
  const scope = signatureScope(request);
  const service = parts.services.find(({ name }) => name === (scope?.service ?? unsignedService(request)));
  if (!service) return send(response, { status: 400, body: `No service ${scope?.service ?? ''} in the local cloud.` });
  const seen = { operation: 'Unknown', input: undefined as unknown, caller: undefined as Caller | undefined };
  const requestId = randomUUID();
  const region = scope?.region ?? 'us-east-1';
  const record = (status: number, errorCode?: string) =>
    parts.record({
      at: parts.clock.now(),
      service: service.name,
      operation: seen.operation,
      accountId: seen.caller?.accountId ?? '',
      region,
      callerArn: seen.caller?.arn ?? '',
      method: request.method,
      path: request.path,
      input: seen.input,
      status,
      ...(errorCode ? { errorCode } : {}),
    });
  try {
    const call = await service.recognise(request);
    Object.assign(seen, { operation: call.operation, input: call.input });
    if (await strikes(parts, service.name, call)) {
      record(0);
      response.destroy();
      return;
    }
    seen.caller = parts.gatekeeper.authenticate(request, scope);
    const context: CallContext = {
      accountId: seen.caller.accountId,
      region,
      caller: seen.caller,
      requestId,
      now: parts.clock.now(),
    };
    allow(parts.gatekeeper, call, context);
    const result = await call.perform(context);
    record(result.status);
    await send(response, result, requestId);
  } catch (error) {
    const known =
      error instanceof AwsError ? error : new AwsError('InternalFailure', String((error as Error).stack ?? error), 500);
    record(known.status, known.code);
    request.body.resume();
    await send(response, service.renderError(known, requestId), requestId);
  }
}

/** Plays the fault that is due for the call; true means: cut the connection. */
async function strikes(parts: EndpointParts, service: string, call: Call): Promise<boolean> {
  const fault = parts.faults.next(service, call.operation, call.input);
  if (!fault) return false;
  if (fault.kind === 'delay') await new Promise<void>((resolve) => parts.clock.after(fault.milliseconds, resolve));
  const error = faultError(service, fault);
  if (error) throw error;
  return fault.kind === 'reset';
}

function allow(gatekeeper: Gatekeeper, call: Call, context: CallContext): void {
  const denied = gatekeeper.firstDenied(context.caller, call.access(context));
  if (!denied) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${context.caller.arn} is not authorized to perform: ${denied.action} on resource: ${denied.resource} because no identity-based policy allows the ${denied.action} action`,
    403,
  );
}

function cloudRequest(message: IncomingMessage): CloudRequest {
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s);
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    body: message,
  };
}

function signatureScope(request: CloudRequest): SignatureScope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    request.query.get('X-Amz-Credential') ??
    '';
  const [accessKeyId, , region, service] = credential.split('/');
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}

/** Without a signature only STS (web identity) and S3 (public objects) are reachable. */
function unsignedService(request: CloudRequest): string {
  return request.method === 'POST' && request.path === '/' ? 'sts' : 's3';
}

async function send(response: ServerResponse, answer: CloudResponse, requestId = ''): Promise<void> {
  response.writeHead(answer.status, { 'x-amzn-requestid': requestId, ...(answer.headers as Record<string, string>) });
  if (answer.body instanceof Readable) await pipeline(answer.body, response);
  else response.end(answer.body);
}
