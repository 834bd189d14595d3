import { UserError } from '../../../errors.ts';
import { placeOf } from '../../../located-yaml/node.ts';
import { type Attempt, attempt } from '../checks/attempt.ts';
import type { Finding } from '../expect/finding.ts';
import type { PlannedCheck } from '../plan.ts';
import { neededBy } from '../suite/references.ts';
import { type Variables, withLocals } from '../variables.ts';
import { type Once, tried } from './attempts.ts';
import { reasonOf } from './deadline.ts';
import { attemptContext, attemptTime, type CheckContext, perform } from './perform.ts';
import type { CheckResult } from './result.ts';

/** Runs one check to its result; `onAttempt` is told each attempt, so that what it made can be cleaned up. */
export async function runCheck(
  { suite, check, name, session, locals }: PlannedCheck,
  captured: Variables,
  context: CheckContext,
  onAttempt: (attempt: Attempt) => void,
): Promise<CheckResult> {
  const { clock, signal } = context;
  const start = clock.now().getTime();
  const identity = () => ({
    suite: suite.name,
    name,
    place: check.node.place,
    milliseconds: clock.now().getTime() - start,
  });
  const variables = withLocals(captured, locals);
  const missing = neededBy(check).find((reference) => !variables.has(reference.name));
  if (missing) return { ...identity(), status: 'skipped', reason: `no check above gave a value for ${missing.name}` };
  const once: Once = async (connection, either) => {
    const made = await perform(
      check.subject,
      attemptContext(context, {
        ...{ session, variables, connection, signal: either },
        milliseconds: attemptTime(check.subject),
      }),
    );
    onAttempt(made);
    return made;
  };
  const { safeToRollback } = check;
  try {
    const { attempt: last, stretches } = await tried(guarded(once), check.eventually, { ...context, name });
    if (last.findings.length === 0) return { ...identity(), status: 'passed', stretches, notes: last.notes };
    const findings = last.findings.map((finding) => ({ ...finding, place: placeOf(check.node, finding.at) }));
    return { ...identity(), status: 'failed', findings, stretches, curl: last.curl, safeToRollback };
  } catch (error) {
    if (!signal.aborted) throw error;
    const findings = [{ ...notDone(reasonOf(signal)), place: check.node.place }];
    return { ...identity(), status: 'failed', findings, stretches: [], curl: undefined, safeToRollback };
  }
}

/** Whatever a response makes an attempt fail with, only this attempt fails: clean-up and reports are still to come. */
export function guarded(once: Once): Once {
  return async (connection, signal) => {
    try {
      return await once(connection, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return attempt([notDone(troubleOf(error))]);
    }
  };
}

/** Messages of the engine may quote the response, which may be nobody's to read. */
function troubleOf(error: unknown): string {
  if (error instanceof UserError) return error.message.replace(/\.$/, '');
  const kind = error instanceof Error ? error.name : typeof error;
  return `judging the response failed (${kind})`;
}

function notDone(reason: string): Finding {
  return { at: [], subject: 'the check', expected: 'done', actual: `not done: ${reason}`, inconclusive: true };
}
