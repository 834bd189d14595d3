/** The three parts of a message that a tired person can act on. */
export interface UserErrorParts {
  /** What happened to which resource. */
  readonly what: string;
  /** The reason, where it is known. */
  readonly why?: string | undefined;
  /** What to do about it. */
  readonly next?: string | undefined;
}

/** An expected failure. Everything else that is thrown is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly parts: UserErrorParts;

  constructor(parts: UserErrorParts, options?: ErrorOptions) {
    super([parts.what, parts.why, parts.next].filter((part) => part).join(' '), options);
    this.parts = parts;
  }
}

/** A token lacks a permission, which the message names. */
export class MissingPermission extends UserError {}

/** A token or a caller has used up its requests; the message says until when. */
export class LimitReached extends UserError {}

/** A failure of the moment: the same request may succeed later, without anybody's doing. */
export class TransientError extends UserError {
  /** As a phrase: "throttled", "InternalServiceErrorException". */
  readonly trouble: string;
  /** How long it can be expected to pass, in seconds; undefined: until any deadline. */
  readonly patienceSeconds: number | undefined;

  constructor(
    parts: UserErrorParts,
    { trouble, patienceSeconds }: { readonly trouble: string; readonly patienceSeconds?: number | undefined },
    options?: ErrorOptions,
  ) {
    super(parts, options);
    this.trouble = trouble;
    this.patienceSeconds = patienceSeconds;
  }
}

/** A call was refused, and nothing done, because a service cannot take a role on: a new role is known to other services some time later. */
export class RoleNotReady extends TransientError {}

/** The message of anything thrown, for the `why` of a UserError. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' ? message : String(error);
}

/** Why a piece of work failed: an aborted request says only that it was aborted, and the signal has the reason. */
export function causeOf(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && !(error instanceof UserError) ? signal.reason : error;
}

/** Several failures as one, so that all are reported at once. */
export function together(what: string, failures: readonly UserError[]): UserError {
  const [first] = failures;
  if (first && failures.length === 1) return first;
  const list = failures.map(({ message }) => `  - ${message.trim().replaceAll('\n', '\n    ')}`).join('\n');
  return new UserError({ what: `${what}\n${list}` });
}
