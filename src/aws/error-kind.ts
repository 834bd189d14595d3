import { codeOf, isConnectionLost, networkError, neverReached } from '../domain/network-error.ts';

/** What an error of a call means for what is done next. */
export type ErrorKind =
  /** AWS, or the way to it, has a bad moment: the same call may succeed later. */
  | 'transient'
  /** AWS takes fewer calls than were sent. */
  | 'throttled'
  /** The credentials have expired; those of a provider that renews them may be valid a moment later. */
  | 'expired'
  /** Something else happens to the resource. */
  | 'busy'
  | 'missing'
  | 'denied'
  | 'invalid'
  | 'other';

/** What of an error of the SDK, or of a connection, tells its kind. */
interface Facts {
  readonly name: string;
  readonly status: number | undefined;
  /** Whose fault it is, as the model of the service says. */
  readonly fault: string | undefined;
  readonly retryable: { readonly throttling?: boolean } | undefined;
}

/**
 * The kind of an error by its class: the side at fault, the status, the retryable trait, the connection. Names decide only
 * between errors of the caller, where AWS has no other sign; names of throttling have no trait in most models.
 * Source: https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait
 */
export function errorKind(error: unknown): ErrorKind {
  const { name, status, fault, retryable } = factsOf(error);
  if (status === 429 || retryable?.throttling === true || throttlings.test(name)) return 'throttled';
  if (skews.test(name) || isSkewedSignature(error)) return 'transient';
  if (expiries.test(name)) return 'expired';
  // What a server does not know, it will not know at the next attempt either.
  if (status === 501) return 'other';
  if (retryable || fault === 'server' || (status !== undefined && (status >= 500 || status === 408)))
    return 'transient';
  if (status === undefined || status < 300) return isConnectionTrouble(error) ? 'transient' : 'other';
  return nameKinds.find(([pattern]) => pattern.test(name))?.[1] ?? statusKinds[status] ?? 'other';
}

function factsOf(error: unknown): Facts {
  const { name, $metadata, $fault, $retryable } = (error ?? {}) as {
    readonly name?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $fault?: string;
    readonly $retryable?: Facts['retryable'];
  };
  return {
    name: typeof name === 'string' ? name : '',
    status: $metadata?.httpStatusCode,
    fault: $fault,
    retryable: $retryable,
  };
}

/** A connection that was not made, or broke; the name of an AWS host can be trusted to exist. */
function isConnectionTrouble(error: unknown): boolean {
  const code = codeOf(error);
  const { name, status } = factsOf(error);
  return (
    name === 'TimeoutError' ||
    // What cannot be parsed came incomplete.
    (name === 'SyntaxError' && status !== undefined) ||
    networkError(code)?.transient === true ||
    neverReached(code) ||
    isConnectionLost(code)
  );
}

const throttlings = /Throttl|SlowDown|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|RateExceeded/;
/** The request came too late, or was too slow: the next one is signed with the right time. */
const skews = /^(RequestExpired|RequestInTheFuture|RequestTimeTooSkewed|RequestTimeout(Exception)?)$/;
const expiries = /Expired(Token|Credential)|TokenRefreshRequired|^InvalidToken$/;

/** The SDK corrects its clock by the answer, and the next call is signed with the right time. */
function isSkewedSignature(error: unknown): boolean {
  return error instanceof Error && /Signature (expired|not yet current)/i.test(error.message);
}

/** Errors that are the caller's, by the words that AWS builds their names of. */
const nameKinds: readonly (readonly [RegExp, ErrorKind])[] = [
  [/NotFound|^NoSuch|DoesNotExist|NotExist/, 'missing'],
  [/AccessDenied|Unauthori[sz]ed|NotAuthorized|InsufficientPrivileges|^(AuthFailure|OptInRequired)/, 'denied'],
  [/UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|MissingAuthentication/, 'denied'],
  [/Limit|Quota|TooMany|AlreadyExists|InvalidParameter|Validation|Malformed|Unsupported/, 'invalid'],
  [/InProgress|InUse|Conflict|^InvalidState|^Invalid\w+State|ConcurrentModification|UpdateInProgress/, 'busy'],
  [/^Invalid|^Missing|Incomplete|Client/, 'invalid'],
];

const statusKinds: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'denied',
  403: 'denied',
  404: 'missing',
  409: 'busy',
};
