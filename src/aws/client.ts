import { networkAdvice } from '../domain/network-advice.ts';
import { codeOf, networkError, neverReached } from '../domain/network-error.ts';
import { proxiesOf } from '../domain/proxies.ts';
import { RoleNotReady, TransientError, UserError } from '../errors.ts';
import { type AttemptBounds, attemptBounds, BoundedHandler } from './bounded-handler.ts';
import { type CredentialTrouble, credentialTrouble, roleAdvice, tokenFileTrouble } from './credential-advice.ts';
import { type ErrorKind, errorKind } from './error-kind.ts';
import type { CredentialsProvider } from './renewed-credentials.ts';
import { isRoleNotReady } from './role-not-ready.ts';
import { trustedCertificates } from './trusted-certificates.ts';

export { type ErrorKind, errorKind } from './error-kind.ts';

/** What every AWS client is made with. Endpoints come from AWS_ENDPOINT_URL[_SERVICE]. */
export interface ClientOptions {
  /** The region, or how to learn it when the first request is made: an action may have ports that it does not use. */
  readonly region: string | (() => Promise<string>);
  /** Instead of the SDK's default chain. */
  readonly credentials?: CredentialsProvider | undefined;
  readonly bounds?: AttemptBounds | undefined;
  /** Instead of the network, for servers that are played in process. */
  readonly network?: Network | undefined;
}

/** What carries requests, and how often each is sent. */
export interface Network {
  readonly requestHandler: { handle(request: PlayedRequest): Promise<{ readonly response: unknown }> };
  readonly maxAttempts: number;
}

export type PlayedRequest = Parameters<BoundedHandler['handle']>[0];

/**
 * The SDK's settings for all clients: retries with jitter, a bound on each attempt, and the proxy of the environment. A call
 * ends after six attempts of 30 s and five pauses of at most 25 s.
 */
export function clientSettings({ region, credentials, bounds = attemptBounds, network }: ClientOptions) {
  return {
    region,
    ...(credentials && { credentials }),
    maxAttempts: network?.maxAttempts ?? 6,
    retryMode: 'standard',
    requestHandler:
      network?.requestHandler ?? new BoundedHandler(bounds, proxiesOf(process.env), trustedCertificates(process.env)),
  } as const;
}

/** The settings for a client that only polls: a poll is repeated anyway, and later than a retry. */
export function pollSettings(options: ClientOptions) {
  return { ...clientSettings(options), maxAttempts: options.network?.maxAttempts ?? 2 } as const;
}

/**
 * The settings for a client that begins operations: what was carried out without an answer must be looked for before it is sent
 * again, and the SDK would just send it again.
 */
export function writeSettings(options: ClientOptions) {
  return { ...clientSettings(options), maxAttempts: 1 } as const;
}

/** The name of an AWS error ("AccessDeniedException"), or '' for anything else. */
export function awsErrorName(error: unknown): string {
  return error instanceof Error && '$metadata' in error ? error.name : '';
}

export function isAccessDenied(error: unknown): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(awsErrorName(error));
}

/** An AWS error as a sentence about the call that failed, with what to do next where that is known; other errors pass through unchanged. */
export function explained(error: unknown, doing: string, next?: string): unknown {
  const trouble = troubleOfCredentials(error);
  if (trouble) return withoutCredentials(doing, trouble, error);
  const name = nameOf(error);
  if (name === '' || !(error instanceof Error)) return error;
  const parts = {
    what: `${doing} failed: ${name}.`,
    why: reasonOf(error),
    next: networkAdvice(error, process.env) ?? next ?? nextStep(name, error),
  };
  if (isRoleNotReady(error)) return new RoleNotReady(parts, newRole, { cause: error });
  const passing = troubleOf(errorKind(error), name);
  return passing ? new TransientError(parts, passing, { cause: error }) : new UserError(parts, { cause: error });
}

/** The name under which an error is told: the code of a connection's, `HTTP 502` where an answer had none. */
function nameOf(error: unknown): string {
  const code = codeOf(error);
  const name = networkError(code) ? code : awsErrorName(error);
  return isNameless(name) ? `HTTP ${statusOf(error) ?? 'without an answer'}` : name;
}

/** What the SDK says where an answer has no error in it that it can read. */
function isNameless(name: string): boolean {
  return /^(Unknown|UnknownError|SyntaxError|Error|TypeError)$/.test(name);
}

export function statusOf(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** AWS's own message. What the SDK's parser says of an answer that it cannot read is no reason. */
function reasonOf({ name, message }: Error): string {
  if (name === 'SyntaxError' || name === 'TypeError') return 'The response was no answer of AWS.';
  const [first = ''] = message.split('\n  Deserialization error');
  return isNameless(first) || first.trim() === '' ? 'AWS gave no reason.' : sentence(first.trim());
}

/** So long it may take until other services know a new role. */
const newRole = { trouble: 'a new role cannot be taken on yet', patienceSeconds: 120 };

/** Credentials of a provider are renewed within this time, if ever. */
const renewalSeconds = 120;

function troubleOf(kind: ErrorKind, name: string) {
  if (kind === 'throttled') return { trouble: 'throttled' };
  if (kind === 'transient') return { trouble: name };
  return kind === 'expired' ? { trouble: name, patienceSeconds: renewalSeconds } : undefined;
}

/** Throws an AWS error as `explained`: for what follows a promise. */
export function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, doing);
  };
}

function troubleOfCredentials(error: unknown): CredentialTrouble | undefined {
  return error instanceof Error && error.name === 'CredentialsProviderError'
    ? credentialTrouble(error.message, process.env)
    : tokenFileTrouble(error, process.env);
}

function withoutCredentials(doing: string, { why, next }: CredentialTrouble, cause: unknown): UserError {
  const what = `${doing} failed: this job has no AWS credentials.`;
  return new UserError({ what, why: sentence(why), next }, { cause });
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function nextStep(name: string, error: Error): string | undefined {
  const kind = errorKind(error);
  const ofRole = roleAdvice(name, error.message);
  if (ofRole !== undefined) return ofRole;
  if (neverReached(name) || name === 'TimeoutError')
    return 'Check `aws-region`. A runner in a VPC needs a way to AWS: a NAT gateway, or endpoints of the services.';
  if (/AccessDenied|Unauthorized/.test(name))
    return "Add the permission to the role, as in the action's iam-policy.json.";
  if (/Expired/.test(name))
    return 'Ask for credentials that last longer (role-duration-seconds), or give `role-to-assume`, so that they are renewed.';
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(name))
    return 'Check the credentials step of this job.';
  if (kind === 'throttled') return 'AWS is throttling this account; run the job again later.';
  return kind === 'transient' ? 'AWS has trouble of its own at the moment; run the job again later.' : undefined;
}
