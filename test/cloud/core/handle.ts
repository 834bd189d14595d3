import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { AwsError } from './errors.ts';
import { type Faults, faultError } from './faults.ts';
import { queryRefusals, RefusedError, refusalError } from './refusals.ts';
import type { RecordedRequest } from './requests.ts';
import type { Access, Call, CallContext, Caller, CloudRequest, CloudResponse, Service } from './service.ts';
import { type SignatureScope, signatureScope } from './signature-scope.ts';

/** Who may call: finds the identity behind a signature and decides what it may do. */
export interface Gatekeeper {
  /** Throws a RefusedError for an unknown key, a wrong signature or an expired token. */
  authenticate(request: CloudRequest, scope: SignatureScope | undefined): Caller;
  /** Throws a RefusedError that names the first access that the caller lacks. */
  authorize(context: CallContext, accesses: readonly Access[]): void;
}

/** All that a request passes on its way to a service. */
export interface Doorway {
  readonly services: readonly Service[];
  readonly gatekeeper: Gatekeeper;
  readonly faults: Faults;
  readonly clock: Clock;
  record(request: RecordedRequest): void;
}

/** Takes one request through fault, signature and permission to its service; `reset` means: cut the connection. */
export async function handle(doorway: Doorway, request: CloudRequest): Promise<CloudResponse | 'reset'> {
  const scope = signatureScope(request);
  const name = scope?.service ?? unsignedService(request);
  const service = doorway.services.find((candidate) => candidate.name === name);
  if (!service) return { status: 400, body: `No service ${name} in the local cloud.` };
  const visit: Visit = { requestId: randomUUID(), region: scope?.region ?? 'us-east-1' };
  const answer = await visitService(doorway, service, request, scope, visit).catch((error: unknown) => {
    const known = awsError(error, service);
    visit.errorCode = known.code;
    return service.renderError(known, visit.requestId);
  });
  doorway.record(recordOf(service, request, visit, doorway.clock.now(), answer === 'reset' ? 0 : answer.status));
  return answer === 'reset'
    ? answer
    : { ...answer, headers: { 'x-amzn-requestid': visit.requestId, ...answer.headers } };
}

interface Visit {
  readonly requestId: string;
  readonly region: string;
  call?: Call;
  caller?: Caller;
  errorCode?: string;
}

async function visitService(
  doorway: Doorway,
  service: Service,
  request: CloudRequest,
  scope: SignatureScope | undefined,
  visit: Visit,
): Promise<CloudResponse | 'reset'> {
  const call = await service.recognise(request);
  visit.call = call;
  const cut = await strikes(doorway, service, call);
  if (cut === 'before') return 'reset';
  if (!scope && !call.unsigned) throw new RefusedError('missingSignature', 'Request is missing Authentication Token');
  const caller = doorway.gatekeeper.authenticate(request, scope);
  visit.caller = caller;
  const { region, requestId } = visit;
  const context: CallContext = { accountId: caller.accountId, region, caller, requestId, now: doorway.clock.now() };
  doorway.gatekeeper.authorize(context, call.access(context));
  const answer = await call.perform(context);
  return cut === 'afterwards' ? 'reset' : answer;
}

/** Plays the fault that is due for the call; the answer is when the connection is cut. */
async function strikes(doorway: Doorway, service: Service, call: Call): Promise<'before' | 'afterwards' | 'never'> {
  const fault = doorway.faults.next(service.name, call.operation, call.input);
  if (!fault) return 'never';
  if (fault.kind === 'delay') await new Promise<void>((resolve) => doorway.clock.after(fault.milliseconds, resolve));
  if (fault.kind === 'meanwhile') await fault.done();
  const error = faultError(service.name, fault);
  if (error) throw error;
  if (fault.kind !== 'reset') return 'never';
  return fault.afterwards ? 'afterwards' : 'before';
}

function awsError(error: unknown, service: Service): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof RefusedError) return refusalError(error, service.refusals ?? queryRefusals);
  return new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
}

/** Without a signature only STS (web identity) and S3 (public objects) are reachable. */
function unsignedService(request: CloudRequest): string {
  return request.method === 'POST' && request.path === '/' ? 'sts' : 's3';
}

function recordOf(service: Service, request: CloudRequest, visit: Visit, at: Date, status: number): RecordedRequest {
  return {
    at,
    service: service.name,
    operation: visit.call?.operation ?? 'Unknown',
    accountId: visit.caller?.accountId ?? '',
    region: visit.region,
    callerArn: visit.caller?.arn ?? '',
    method: request.method,
    path: request.path,
    input: visit.call?.input,
    userAgent: request.headers['user-agent'] ?? '',
    status,
    ...(visit.errorCode ? { errorCode: visit.errorCode } : {}),
  };
}
