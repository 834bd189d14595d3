import type { DisclosureOf } from '../checks/attempt.ts';
import type { PlannedCheck } from '../plan.ts';
import { capturedBy } from '../suite/references.ts';
import type { Suite } from '../suite/suite.ts';
import { type Variables, withLocals } from '../variables.ts';
import { runCheck } from './check.ts';
import { type CleanUp, cleanUp, knownCleanUps } from './clean-up.ts';
import { type Deadline, reasonOf } from './deadline.ts';
import { order } from './order.ts';
import type { CheckContext } from './perform.ts';
import type { CheckResult, Results } from './result.ts';
import { sideBySide } from './side-by-side.ts';

/** A suite whose checks are chosen, with the values of its variables. */
export interface PlannedSuite {
  readonly suite: Suite;
  readonly checks: readonly PlannedCheck[];
  readonly variables: Variables;
}

export interface SuiteContext extends CheckContext {
  /** Told each result as it comes. */
  onResult(result: CheckResult): void;
  /** The time for cleaning up; it starts when called, and does not end with the checks' own deadline. */
  cleanUpDeadline(): Deadline;
}

/** Runs the checks of one suite, then cleans up, whatever happened. */
export async function runSuite(planned: PlannedSuite, context: SuiteContext): Promise<Results> {
  const registered: CleanUp[] = [];
  const results = await runChecks(planned, context, registered);
  const stopped = context.signal.aborted ? reasonOf(context.signal) : undefined;
  const deadline = context.cleanUpDeadline();
  try {
    const cleanUps = await cleanUp(planned.suite, registered, { ...context, signal: deadline.signal });
    for (const result of cleanUps) context.onResult(result);
    return { checks: results, cleanUps, stopped };
  } finally {
    deadline.stop();
  }
}

/** Runs the checks, side by side where their order does not matter, and registers the clean-up of what they make. */
async function runChecks(
  { checks, variables: given }: PlannedSuite,
  context: SuiteContext,
  registered: CleanUp[],
): Promise<readonly CheckResult[]> {
  const { signal, disclosureOf } = context;
  const variables = new Map([['NOW', context.clock.now().toISOString()], ...given]);
  const tell = inTurn(context);
  return sideBySide(order(checks), context.concurrency, async (position) => {
    const planned = checks[position];
    if (!planned) throw new Error(`There is no check ${position}.`);
    // What an earlier round of a loop captured must not stand in for what this one cannot.
    for (const name of capturedBy(planned.check)) variables.delete(name);
    const result = signal.aborted
      ? notRun(planned, reasonOf(signal))
      : await runCheck(planned, variables, context, (attempt) => {
          for (const [name, { value }] of attempt.captured) variables.set(name, value);
          register(registered, planned, withLocals(variables, planned.locals), disclosureOf);
        });
    tell(position, result);
    return result;
  });
}

/** Tells results in the order of the suite, each as soon as those before it are there. */
function inTurn({ onResult }: Pick<SuiteContext, 'onResult'>): (position: number, result: CheckResult) => void {
  const waiting = new Map<number, CheckResult>();
  let next = 0;
  return (position, result) => {
    waiting.set(position, result);
    for (let first = waiting.get(next); first !== undefined; first = waiting.get(next)) {
      onResult(first);
      next += 1;
    }
  };
}

function notRun({ suite, check, name }: PlannedCheck, reason: string): CheckResult {
  return { suite: suite.name, name, place: check.node.place, milliseconds: 0, status: 'skipped', reason };
}

/** Registers what an attempt made, once: attempts that are repeated may each make something. */
function register(
  registered: CleanUp[],
  { check: { subject } }: PlannedCheck,
  variables: Variables,
  disclosureOf: DisclosureOf,
): void {
  if (subject.kind !== 'request') return;
  for (const item of knownCleanUps(subject.request.always, variables, disclosureOf)) {
    const same = ({ template, url }: CleanUp) => template.node === item.template.node && url === item.url;
    if (!registered.some(same)) registered.push(item);
  }
}
