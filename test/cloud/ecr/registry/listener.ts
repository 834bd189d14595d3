import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Watchdog } from '../../../support/watchdog.ts';
import { type Faults, faultError } from '../../core/faults.ts';
import type { RecordedRequest } from '../../core/requests.ts';
import type { CloudRequest } from '../../core/service.ts';
import type { Iam } from '../../iam/iam.ts';
import { repositoryAccess } from '../access.ts';
import { ecrErrors } from '../errors.ts';
import type { EcrParts } from '../parts.ts';
import type { Registry } from '../state.ts';
import { createFromTemplate, templateOfPush } from '../template-operations.ts';
import type { Token } from '../tokens.ts';
import { authenticate } from './authentication.ts';
import { cancelUpload, completeUpload, getBlob, headBlob, patchUpload, startUpload, uploadStatus } from './blobs.ts';
import { download, downloadPrefix } from './downloads.ts';
import { RegistryError, registryError } from './errors.ts';
import { deleteManifest, getManifest, listReferrers, listTags, putManifest } from './manifests.ts';
import { actionsOf, type Route, routeOf } from './routes.ts';
import type { RegistryAnswer, Visit } from './visit.ts';

/** What the registries need besides ECR's own state. */
export interface ListenerParts {
  readonly iam: Pick<Iam, 'demand'>;
  readonly faults: Faults;
  readonly watchdog: Pick<Watchdog, 'guard'>;
  record(request: RecordedRequest): void;
}

/** The service name of registry requests in faults and in the record. */
export const registryServiceName = 'ecr-registry';

/** Answers the distribution API of one registry. Each request is recorded, and faults of `ecr-registry` can hit it. */
export function registryListener(registry: Registry, parts: EcrParts, outside: ListenerParts) {
  let engineSeen = false;
  return (message: IncomingMessage, response: ServerResponse): void => {
    // An engine that pushes or pulls here keeps images by this registry's name, which means nothing without us.
    if (!engineSeen && isEngine(message)) {
      engineSeen = true;
      outside.watchdog.guard({ kind: 'images', registry: registry.host });
    }
    answer(registry, parts, outside, message, response).catch(() => response.destroy());
  };
}

function isEngine({ headers }: IncomingMessage): boolean {
  return /^(docker|buildkit|containerd)/i.test(headers['user-agent'] ?? '');
}

interface Progress {
  operation: string;
  token?: Token;
}

async function answer(
  registry: Registry,
  parts: EcrParts,
  outside: ListenerParts,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = requestOf(message);
  const route = routeOf(request.method, request.path);
  const progress: Progress = { operation: operationOf(request, route) };
  const result = await visit(registry, parts, outside, request, route, progress).catch(registryError);
  outside.record(recordOf(registry, parts, request, route, progress, result));
  if (!message.readableEnded) message.resume();
  if (result === 'reset') response.destroy();
  else await send(response, request, result instanceof Error ? told(result) : result);
}

async function visit(
  registry: Registry,
  parts: EcrParts,
  outside: ListenerParts,
  request: CloudRequest,
  route: Route | undefined,
  progress: Progress,
): Promise<RegistryAnswer | 'reset'> {
  const { clock } = parts;
  const fault = outside.faults.next(registryServiceName, progress.operation, route);
  if (fault?.kind === 'delay') await new Promise<void>((resolve) => clock.after(fault.milliseconds, resolve));
  if (fault?.kind === 'reset') return 'reset';
  if (fault?.kind === 'error') throw new RegistryError(fault.status ?? 400, fault.code, fault.message ?? 'Scripted.');
  const error = fault && faultError(registryServiceName, fault);
  if (error) throw error;
  if (request.path.startsWith(downloadPrefix)) return download(registry, request);
  const token = authenticate(request.headers, registry, parts.tokens, clock.now());
  progress.token = token;
  if (request.path === '/v2/' || request.path === '/v2') return { status: 200 };
  if (!route) throw new RegistryError(404, 'UNSUPPORTED', `The registry has no ${request.method} ${request.path}`);
  const demand = (action: string, repositoryName: string) => {
    const { region, accountId } = registry;
    const input = { registryId: accountId, repositoryName };
    for (const access of repositoryAccess(action, parts.registries, input, { accountId, region }))
      outside.iam.demand(token.caller, access, region);
  };
  const createdByPush = () => {
    const template = route.operation === 'StartUpload' ? templateOfPush(registry, route.repository) : undefined;
    if (!template) return undefined;
    demand('CreateRepository', route.repository);
    return createFromTemplate(template, registry, route.repository, clock.now());
  };
  for (const action of actionsOf(route.operation)) demand(action, route.repository);
  const repository = registry.repositories.get(route.repository) ?? createdByPush();
  if (!repository) throw ecrErrors.repositoryNotFound(route.repository, registry.accountId);
  return perform({ request, registry, repository, token, parts, demand }, route);
}

function perform(visit: Visit, route: Route): RegistryAnswer | Promise<RegistryAnswer> {
  switch (route.operation) {
    case 'HeadBlob':
      return headBlob(visit, route.digest);
    case 'GetBlob':
      return getBlob(visit, route.digest);
    case 'StartUpload':
      return startUpload(visit);
    case 'UploadStatus':
      return uploadStatus(visit, route.uploadId);
    case 'PatchUpload':
      return patchUpload(visit, route.uploadId);
    case 'CompleteUpload':
      return completeUpload(visit, route.uploadId);
    case 'CancelUpload':
      return cancelUpload(visit, route.uploadId);
    case 'HeadManifest':
      return getManifest(visit, route.reference, false);
    case 'GetManifest':
      return getManifest(visit, route.reference, true);
    case 'PutManifest':
      return putManifest(visit, route.reference);
    case 'DeleteManifest':
      return deleteManifest(visit, route.reference);
    case 'ListTags':
      return listTags(visit);
    case 'ListReferrers':
      return listReferrers(visit, route.digest);
  }
}

function requestOf(message: IncomingMessage): CloudRequest {
  const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
  return {
    method: message.method ?? 'GET',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: message.headers,
    body: message,
  };
}

function operationOf(request: CloudRequest, route: Route | undefined): string {
  if (route) return route.operation;
  if (request.path.startsWith(downloadPrefix)) return 'DownloadBlob';
  return request.path.replace(/\/$/, '') === '/v2' ? 'CheckApi' : 'Unknown';
}

function told(error: RegistryError): RegistryAnswer {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...error.headers },
    body: JSON.stringify({ errors: [{ code: error.code, message: error.message }] }),
  };
}

function recordOf(
  registry: Registry,
  parts: EcrParts,
  request: CloudRequest,
  route: Route | undefined,
  progress: Progress,
  result: RegistryAnswer | RegistryError | 'reset',
): RecordedRequest {
  return {
    at: parts.clock.now(),
    service: registryServiceName,
    operation: progress.operation,
    accountId: registry.accountId,
    region: registry.region,
    callerArn: progress.token?.caller.arn ?? '',
    method: request.method,
    path: request.path,
    input: route,
    userAgent: String(request.headers['user-agent'] ?? ''),
    status: result === 'reset' ? 0 : result.status,
    ...(result instanceof Error ? { errorCode: result.code } : {}),
  };
}

async function send(response: ServerResponse, request: CloudRequest, answer: RegistryAnswer): Promise<void> {
  const text = typeof answer.body === 'string' ? answer.body : undefined;
  response.writeHead(answer.status, {
    'docker-distribution-api-version': 'registry/2.0',
    'x-amzn-requestid': randomUUID(),
    ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }),
    ...answer.headers,
  });
  if (request.method === 'HEAD') response.end();
  else if (answer.body instanceof Readable) await pipeline(answer.body, response);
  else response.end(text);
}
