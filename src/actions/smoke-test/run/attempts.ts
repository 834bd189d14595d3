import type { ProbeRequest } from '../../../http/probe.ts';
import { everyMinute } from '../../../lifecycle/heartbeat.ts';
import type { Attempt } from '../checks/attempt.ts';
import { type Finding, shortened } from '../expect/finding.ts';
import type { Eventually } from '../suite/check.ts';
import { deadlineAfter } from './deadline.ts';
import type { CheckContext } from './perform.ts';
import { type Stretch, sentence } from './result.ts';

/** Makes one attempt at a check. */
export type Once = (connection: ProbeRequest['connection'], signal: AbortSignal) => Promise<Attempt>;

/** The last attempt, and what all of them saw over time. */
export interface Tried {
  readonly attempt: Attempt;
  readonly stretches: readonly Stretch[];
}

/**
 * Tries a check once, or until it holds so many times in a row. Then each try opens a connection of its own: during a
 * rollout a kept one would show only the instance that it was made to.
 */
export async function tried(
  once: Once,
  eventually: Eventually | undefined,
  context: Pick<CheckContext, 'clock' | 'log' | 'signal'> & { readonly name: string },
): Promise<Tried> {
  const { clock, signal, name } = context;
  if (!eventually) return { attempt: await once('reuse', signal), stretches: [] };
  const start = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - start;
  const limit = eventually.withinSeconds * 1000;
  const deadline = deadlineAfter(limit, `It did not pass within ${eventually.withinSeconds} s.`, clock);
  const either = AbortSignal.any([signal, deadline.signal]);
  const seen: Stretch[] = [];
  let last: Attempt = { findings: [noResponse], captured: new Map() };
  let inARow = 0;
  let misbehaved = false;
  const heartbeat = everyMinute(
    context,
    (seconds) =>
      `Still trying ${name}, for ${seconds} of ${eventually.withinSeconds} s: ${seen.at(-1)?.seen ?? 'no answer yet'}`,
  );
  let pause = eventually.everyMilliseconds;
  try {
    for (;;) {
      const from = elapsed();
      const attempt = await beforeDeadline(once, either, deadline.signal);
      // An interrupted attempt says less than the one before it.
      if (!attempt) return { attempt: tooLate(last, eventually, { inARow, misbehaved }), stretches: seen };
      last = attempt;
      misbehaved ||= attempt.findings.some(({ inconclusive }) => !inconclusive);
      remember(seen, attempt, from, elapsed());
      inARow = attempt.findings.length === 0 ? inARow + 1 : 0;
      if (inARow >= eventually.consecutive) return { attempt, stretches: seen };
      if (elapsed() + pause >= limit)
        return { attempt: tooLate(attempt, eventually, { inARow, misbehaved }), stretches: seen };
      heartbeat();
      await clock.sleep(pause, signal);
      // While it holds, the pause stays short; while it does not, it grows.
      pause = inARow > 0 ? eventually.everyMilliseconds : Math.min(pause * 1.5, eventually.maxEveryMilliseconds);
    }
  } finally {
    deadline.stop();
  }
}

const noResponse: Finding = {
  at: ['eventually'],
  subject: 'response',
  expected: 'one before the deadline',
  actual: 'none',
  inconclusive: true,
};

/** An attempt, or undefined when the deadline cut it off. */
async function beforeDeadline(once: Once, signal: AbortSignal, deadline: AbortSignal): Promise<Attempt | undefined> {
  try {
    return await once('new', signal);
  } catch (error) {
    if (deadline.aborted) return undefined;
    throw error;
  }
}

function tooLate(
  attempt: Attempt,
  { consecutive, withinSeconds }: Eventually,
  { inARow, misbehaved }: { readonly inARow: number; readonly misbehaved: boolean },
): Attempt {
  if (attempt.findings.length > 0) return attempt;
  const expected = `${consecutive} times in a row within ${withinSeconds} s`;
  return {
    ...attempt,
    findings: [
      {
        ...{ at: ['eventually'], subject: 'the check', expected, actual: `${inARow} in a row at the end` },
        inconclusive: !misbehaved,
      },
    ],
  };
}

/** Adds to the last stretch when it saw the same. */
function remember(stretches: Stretch[], { findings }: Attempt, from: number, until: number): void {
  const seen = findings.length === 0 ? 'holds' : shortened(findings.map(sentence).join(' '));
  const last = stretches.at(-1);
  if (last?.seen !== seen) {
    stretches.push({ fromMilliseconds: from, untilMilliseconds: until, attempts: 1, seen });
    return;
  }
  stretches[stretches.length - 1] = { ...last, untilMilliseconds: until, attempts: last.attempts + 1 };
}
