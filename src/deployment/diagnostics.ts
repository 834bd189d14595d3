import { redacted } from '../domain/redact.ts';

/** Lines of a log or of a list of events, oldest first. */
export interface LogTail {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Why a deployment failed, as far as the platform and the logs tell; without secrets. */
export interface Diagnostics {
  readonly reason: string | undefined;
  /** What to do about a known cause. */
  readonly hint: string | undefined;
  readonly logs: readonly LogTail[];
}

/** A cause that its traces in reasons, events and logs give away. */
export interface FailureCause {
  readonly pattern: RegExp;
  readonly hint: string;
}

/** The first cause that anything speaks for decides the hint: put the precise ones first. */
export function diagnosticsOf(
  reason: string | undefined,
  logs: readonly LogTail[],
  causes: readonly FailureCause[],
): Diagnostics {
  const lines = [...(reason === undefined ? [] : [reason]), ...logs.flatMap((log) => log.lines)];
  const hint = causes.find(({ pattern }) => lines.some((line) => pattern.test(line)))?.hint;
  return {
    reason: reason === undefined ? undefined : redacted(reason),
    hint,
    logs: logs.map((log) => ({ ...log, lines: log.lines.map(redacted) })),
  };
}
