import type { TaskState } from '../../../aws/ecs.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import { everyMinute } from '../../../lifecycle/heartbeat.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { TaskObservation } from './step.ts';

const pollMilliseconds = 5_000;

/**
 * Waits until no other task of the same family is active; the answer is who had to be waited for. It is no lock of the database: two
 * runs that look in the same seconds do not see each other.
 */
export async function waitUntilAlone(
  { task: { family }, place: { cluster } }: TaskObservation,
  timeoutSeconds: number,
  { ecs }: Pick<ReadPorts, 'ecs'>,
  { clock, log, signal }: Pick<Context, 'clock' | 'log' | 'signal'>,
): Promise<string | undefined> {
  const deadline = clock.now().getTime() + timeoutSeconds * 1_000;
  let [waitedFor, arn] = [undefined as string | undefined, ''];
  const heartbeat = everyMinute(
    { clock, log },
    (seconds) => `Still waiting for the task ${arn} (${waitedFor}), after ${seconds} of ${timeoutSeconds} s.`,
  );
  for (;;) {
    const [other] = await ecs.activeTasks(cluster, { family }, signal);
    if (!other) return waitedFor;
    if (clock.now().getTime() >= deadline) throw busy(other, timeoutSeconds);
    if (other.arn !== arn) log.info(`Waiting for the task ${other.arn} (${other.startedBy}).`);
    [waitedFor, arn] = [other.startedBy ?? other.arn, other.arn];
    heartbeat();
    await clock.sleep(pollMilliseconds, signal);
  }
}

function busy({ arn, startedBy }: TaskState, seconds: number): UserError {
  return new UserError({
    what: `Another migration task was still at work after ${seconds} seconds; nothing was changed.`,
    why: `It is ${arn}, started by ${startedBy ?? 'somebody that ECS does not name'}.`,
    next: 'Wait for that run to end, or raise lock-timeout-seconds. If the task is left over, stop it: aws ecs stop-task.',
  });
}
