import type { Attempt } from '../checks/attempt.ts';
import type { PlannedCheck } from '../plan.ts';
import type { Redaction } from '../redaction.ts';
import { capturedBy } from '../suite/references.ts';
import type { Suite } from '../suite/suite.ts';
import type { Variables } from '../variables.ts';
import { runCheck } from './check.ts';
import { type CleanUp, cleanUp, knownCleanUps } from './clean-up.ts';
import { type Deadline, reasonOf } from './deadline.ts';
import type { Instruments } from './perform.ts';
import type { CheckResult, Results } from './result.ts';

/** What happens around the checks of a suite. */
export interface Surroundings {
  readonly redaction: Redaction;
  /** Told each result as it comes. */
  onResult(result: CheckResult): void;
  /** The time for cleaning up; it starts when called, and does not end with the checks' own deadline. */
  cleanUpDeadline(): Deadline;
}

/** Runs the checks of one suite in order, then cleans up, whatever happened. */
export async function runSuite(
  suite: Suite,
  checks: readonly PlannedCheck[],
  given: Variables,
  instruments: Instruments,
  { redaction, onResult, cleanUpDeadline }: Surroundings,
  signal: AbortSignal,
): Promise<Results> {
  const variables = new Map(given);
  const registered: CleanUp[] = [];
  const results: CheckResult[] = [];
  for (const planned of checks) {
    // What an earlier round of a loop captured must not stand in for what this one cannot.
    for (const name of capturedBy(planned.check)) variables.delete(name);
    const result = signal.aborted
      ? notRun(planned, reasonOf(signal))
      : await runCheck(planned, variables, instruments, signal, (attempt) => {
          learn(attempt, redaction);
          for (const [name, { value }] of attempt.captured) variables.set(name, value);
          register(registered, planned, new Map([...variables, ...planned.locals]), instruments);
        });
    results.push(result);
    onResult(result);
  }
  const stopped = signal.aborted ? reasonOf(signal) : undefined;
  const deadline = cleanUpDeadline();
  try {
    const cleanUps = await cleanUp(suite, registered, instruments, deadline.signal);
    for (const result of cleanUps) onResult(result);
    return { checks: results, cleanUps, stopped };
  } finally {
    deadline.stop();
  }
}

function notRun({ suite, check, name }: PlannedCheck, reason: string): CheckResult {
  return { suite: suite.name, name, place: check.node.place, milliseconds: 0, status: 'skipped', reason };
}

function learn({ captured }: Attempt, redaction: Redaction): void {
  for (const { value, secret } of captured.values()) if (secret && typeof value === 'string') redaction.learn(value);
}

/** Registers what an attempt made, once: attempts that are repeated may each make something. */
function register(
  registered: CleanUp[],
  { check: { subject } }: PlannedCheck,
  variables: Variables,
  { disclosure }: Instruments,
): void {
  if (subject.kind !== 'request') return;
  for (const item of knownCleanUps(subject.request.always, variables, disclosure)) {
    const same = ({ template, url }: CleanUp) => template.node === item.template.node && url === item.url;
    if (!registered.some(same)) registered.push(item);
  }
}
