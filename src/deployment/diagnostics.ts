import { withoutSecretShapes } from '../domain/secret/secret-shape.ts';
import { firstError } from './first-error.ts';
import type { LogTail } from './log-tail.ts';

/** How much of events and of a log is shown. */
export const shownLines = { events: 30, log: 80 } as const;

/** Why a deployment failed, as far as the platform and the logs show; without secrets. */
export interface Diagnostics {
  readonly reason: string | undefined;
  /** The first error that the app itself names. */
  readonly error?: string | undefined;
  /** What to do about a known cause. */
  readonly hint: string | undefined;
  readonly logs: readonly LogTail[];
}

/** A cause of failures, known by a pattern in reasons, events and logs. */
export interface FailureCause {
  readonly pattern: RegExp;
  readonly hint: string;
  /** Whose lines tell of it; left out: anybody's. */
  readonly toldBy?: 'app' | 'platform';
  /** Lines that match this too are none. */
  readonly unless?: RegExp;
  /** Whether it is only a guess: an error that the app names itself comes before it. */
  readonly isGuess?: true;
}

/** A cause stands at the beginning of a line; patterns read no more of it. */
const maxMatchedLength = 2_000;

/** The first cause whose pattern matches gives the hint: the precise ones come first. */
export function diagnosticsOf(
  reason: string | undefined,
  logs: readonly LogTail[],
  causes: readonly FailureCause[],
): Diagnostics {
  const shown = logs.map((log) => ({ ...log, lines: log.lines.map(withoutSecretShapes) }));
  const error = firstError(shown);
  const told = [{ title: '', lines: reason === undefined ? [] : [reason] }, ...logs];
  const cause = causes.find((each) => told.some((log) => tellsOf(each, log)));
  return {
    reason: reason === undefined ? undefined : withoutSecretShapes(reason),
    error,
    hint: cause?.isGuess && error !== undefined ? ownError : cause?.hint,
    logs: shown,
  };
}

const ownError = 'Mend that error of the app first; the summary has its log.';

function tellsOf({ pattern, toldBy, unless }: FailureCause, { lines, isOfApp }: Omit<LogTail, 'title'>): boolean {
  if (toldBy !== undefined && (toldBy === 'app') !== (isOfApp === true)) return false;
  return lines.some((line) => {
    const begun = line.slice(0, maxMatchedLength);
    return pattern.test(begun) && !unless?.test(begun);
  });
}

/** The reason of the platform, and what the app says of it. */
export function whyOf({ reason, error }: Diagnostics): string | undefined {
  if (error === undefined || reason?.includes(error)) return reason;
  const said = `The app's own first error: ${error}${/[.!?…]$/.test(error) ? '' : '.'}`;
  return reason === undefined ? said : `${reason} ${said}`;
}
