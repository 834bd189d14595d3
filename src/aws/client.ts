import { codeOf, neverReached } from '../domain/network-error.ts';
import { proxiesOf } from '../domain/proxies.ts';
import { UserError } from '../errors.ts';

/** What every AWS client is made with. Credentials come from the SDK's default chain, endpoints from AWS_ENDPOINT_URL[_SERVICE]. */
export interface ClientOptions {
  /** The region, or how to learn it when the first request is made: an action may have ports that it does not use. */
  readonly region: string | (() => Promise<string>);
}

/** The SDK's settings for all clients: retries with jitter, a bound on each attempt, and the proxy of the environment. */
export function clientSettings({ region }: ClientOptions) {
  return {
    region,
    maxAttempts: 6,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 60_000,
      httpsAgent: { proxyEnv: proxiesOf(process.env) },
    },
  } as const;
}

/** The name of an AWS error ("AccessDeniedException"), or '' for anything else. */
export function awsErrorName(error: unknown): string {
  return error instanceof Error && '$metadata' in error ? error.name : '';
}

export function isAccessDenied(error: unknown): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(awsErrorName(error));
}

/** Whether AWS took no request at this moment, so that the same one may succeed later: throttled, or in trouble itself. */
export function isTransient(error: unknown): boolean {
  const name = awsErrorName(error);
  return /Throttl|SlowDown|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalError|InternalFailure/.test(
    name,
  );
}

/** An AWS error as a sentence about the call that failed, with what to do next where that is known; other errors pass through unchanged. */
export function explained(error: unknown, doing: string, next?: string): unknown {
  if (error instanceof Error && error.name === 'CredentialsProviderError') return withoutCredentials(doing, error);
  const name = networkCode(error) ?? awsErrorName(error);
  if (name === '' || !(error instanceof Error)) return error;
  return new UserError(
    { what: `${doing} failed: ${name}.`, why: sentence(error.message), next: next ?? nextStep(name) },
    { cause: error },
  );
}

/** Throws an AWS error as `explained`: for what follows a promise. */
export function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, doing);
  };
}

function withoutCredentials(doing: string, cause: Error): UserError {
  const next = 'Put aws-actions/configure-aws-credentials before this step, and give the job `id-token: write`.';
  return new UserError(
    { what: `${doing} failed: this job has no AWS credentials.`, why: cause.message, next },
    { cause },
  );
}

/** The code of a request that never reached AWS. */
function networkCode(error: unknown): string | undefined {
  const code = codeOf(error);
  return neverReached(code) ? code : undefined;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function nextStep(name: string): string | undefined {
  if (neverReached(name) || name === 'TimeoutError')
    return 'Check `aws-region`. A runner in a VPC needs a way to AWS: a NAT gateway, or endpoints of the services.';
  if (/AccessDenied|Unauthorized/.test(name))
    return "Add the permission to the role, as in the action's iam-policy.json.";
  if (/Expired/.test(name))
    return 'Ask for credentials that last longer (role-duration-seconds), or run the job again.';
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(name))
    return 'Check the credentials step of this job.';
  if (/Throttl|SlowDown|TooManyRequests/.test(name)) return 'AWS is throttling this account; run the job again later.';
  return undefined;
}
