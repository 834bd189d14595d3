import type { TaskState } from '../../../aws/ecs.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import { everyMinute } from '../../../lifecycle/heartbeat.ts';
import { patience } from '../../../lifecycle/patience.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { TaskLog } from './task-log.ts';

const pollMilliseconds = 3_000;
/** ECS may not know a new task at once. */
const knownMilliseconds = 60_000;
/** Lines come to CloudWatch some seconds after they were written. */
const [logMilliseconds, lateLooks] = [2_000, 5];

/** Waits until a task has ended, and shows its log meanwhile. The deadline is that of the action. */
export async function followTask(
  { cluster, arn }: { readonly cluster: string; readonly arn: string },
  log: TaskLog | undefined,
  { ecs }: Pick<ReadPorts, 'ecs'>,
  context: Pick<Context, 'clock' | 'log' | 'signal'>,
): Promise<TaskState> {
  const { clock, signal } = context;
  const patient = patience(`The task ${arn}`, context);
  const begun = clock.now().getTime();
  let status = '';
  const heartbeat = everyMinute(context, (seconds) => `The task ${arn} is ${status} after ${seconds} s.`);
  for (;;) {
    const task = await patient.read(() => ecs.task(cluster, arn, signal));
    await log?.show();
    if (task && isOver(task)) {
      await showLateLines(log, context);
      return task;
    }
    if (!task && clock.now().getTime() - begun > knownMilliseconds) throw unknownTask(arn);
    if (task && task.lastStatus !== status) context.log.info(`The task is ${task.lastStatus}.`);
    status = task?.lastStatus ?? status;
    heartbeat();
    await clock.sleep(pollMilliseconds, signal);
  }
}

function isOver({ lastStatus }: TaskState): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}

async function showLateLines(log: TaskLog | undefined, { clock, signal }: Pick<Context, 'clock' | 'signal'>) {
  if (!log) return;
  for (let quiet = 0; quiet < lateLooks; quiet++) {
    await clock.sleep(logMilliseconds, signal);
    if ((await log.show()) > 0) quiet = 0;
  }
}

function unknownTask(arn: string): UserError {
  return new UserError({
    what: `The result of the task ${arn} is not known: ECS does not tell of it.`,
    why: 'It was started a minute ago, or had ended more than an hour ago.',
    next: 'Look at its log, and check with the migration tool where the database stands.',
  });
}
