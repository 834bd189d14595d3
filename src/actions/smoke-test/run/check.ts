import type { Attempt } from '../checks/attempt.ts';
import type { PlannedCheck } from '../plan.ts';
import { placeOf } from '../suite/located.ts';
import { neededBy } from '../suite/references.ts';
import type { Variables } from '../variables.ts';
import { tried } from './attempts.ts';
import { reasonOf } from './deadline.ts';
import { type Instruments, perform } from './perform.ts';
import type { CheckResult } from './result.ts';

/** Runs one check to its result; `onAttempt` is told each try, so that what it made can be cleaned up. */
export async function runCheck(
  { suite, check, name, session, locals }: PlannedCheck,
  captured: Variables,
  instruments: Instruments,
  signal: AbortSignal,
  onAttempt: (attempt: Attempt) => void,
): Promise<CheckResult> {
  const { clock } = instruments;
  const start = clock.now().getTime();
  const identity = () => ({
    suite: suite.name,
    name,
    place: check.node.place,
    milliseconds: clock.now().getTime() - start,
  });
  const variables = new Map([...captured, ...locals]);
  const missing = neededBy(check).find((reference) => !variables.has(reference.name));
  if (missing) return { ...identity(), status: 'skipped', reason: `no check above gave a value for ${missing.name}` };
  try {
    const { attempt, stretches } = await tried(
      async (connection, either) => {
        const once = await perform(check.subject, variables, session, instruments, connection, either);
        onAttempt(once);
        return once;
      },
      check.eventually,
      clock,
      signal,
    );
    if (attempt.findings.length === 0) return { ...identity(), status: 'passed', stretches };
    const findings = attempt.findings.map((finding) => ({ ...finding, place: placeOf(check.node, finding.at) }));
    const { safeToRollback } = check;
    return { ...identity(), status: 'failed', findings, stretches, curl: attempt.curl, safeToRollback };
  } catch (error) {
    if (!signal.aborted) throw error;
    return stoppedAt(identity(), reasonOf(signal), check.safeToRollback);
  }
}

function stoppedAt(
  identity: Pick<CheckResult, 'suite' | 'name' | 'place' | 'milliseconds'>,
  reason: string,
  safeToRollback: boolean,
): CheckResult {
  const finding = { at: [], subject: 'the check', expected: 'done', actual: `not done: ${reason}` };
  const findings = [{ ...finding, place: identity.place }];
  return { ...identity, status: 'failed', findings, stretches: [], curl: undefined, safeToRollback };
}
