import type { Clock } from '../core/clock.ts';
import type { Environment, Severity } from './state.ts';

/** Tells what happens to an environment because of one request. */
export type Tell = (severity: Severity, message: string) => void;

/** Health changes are told without a request: nobody asked for them. */
export function tellerOf(environment: Environment, clock: Clock, requestId: string | undefined): Tell {
  return (severity, message) => {
    environment.events.unshift({
      number: environment.events.length,
      at: clock.now(),
      severity,
      message,
      requestId,
      versionLabel: environment.versionLabel,
    });
  };
}

/** Lowest first. */
export const severities: readonly Severity[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
