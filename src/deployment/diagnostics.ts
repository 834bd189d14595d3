import { withoutSecretShapes } from '../domain/secret/secret-shape.ts';

/** How much of events and of a log is shown. */
export const shownLines = { events: 30, log: 80 } as const;

/** Lines of a log or of a list of events, oldest first. */
export interface LogTail {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether the app itself wrote them. */
  readonly isOfApp?: true;
}

/** Why a deployment failed, as far as the platform and the logs show; without secrets. */
export interface Diagnostics {
  readonly reason: string | undefined;
  /** What to do about a known cause. */
  readonly hint: string | undefined;
  readonly logs: readonly LogTail[];
}

/** A cause of failures, known by a pattern in reasons, events and logs. */
export interface FailureCause {
  readonly pattern: RegExp;
  readonly hint: string;
}

/** A cause stands at the beginning of a line; patterns read no more of it. */
const maxMatchedLength = 2_000;

/** The first cause whose pattern matches gives the hint: the precise ones come first. */
export function diagnosticsOf(
  reason: string | undefined,
  logs: readonly LogTail[],
  causes: readonly FailureCause[],
): Diagnostics {
  const lines = [...(reason === undefined ? [] : [reason]), ...logs.flatMap((log) => log.lines)];
  const hint = causes.find(({ pattern }) => lines.some((line) => pattern.test(line.slice(0, maxMatchedLength))))?.hint;
  return {
    reason: reason === undefined ? undefined : withoutSecretShapes(reason),
    hint,
    logs: logs.map((log) => ({ ...log, lines: log.lines.map(withoutSecretShapes) })),
  };
}
