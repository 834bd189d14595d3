import { messageOf, UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { PortMakers, Ports } from '../../../lifecycle/ports.ts';
import { type SavedTask, savedTask } from './saved.ts';

type EcsPort = Pick<Ports, 'ecs'>;

/** Stops the task, or where its ARN is not known what is listed of it; the answer is the ARNs that were told to stop. */
export async function stopTasks(
  { cluster, startedBy, arn: known }: SavedTask & { readonly arn?: string | undefined },
  { ecs }: EcsPort,
  reason: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const listed = known === undefined ? await ecs.reader.activeTasks(cluster, { startedBy }, signal) : [{ arn: known }];
  for (const { arn } of listed) await ecs.writer.stopTask({ cluster, arn, reason }, signal);
  return listed.map(({ arn }) => arn);
}

/** A task definition that is left over does no harm, so that only a warning tells of it. */
export async function deregister(
  definition: string,
  { ecs }: EcsPort,
  { log }: Pick<Context, 'log'>,
  signal: AbortSignal,
): Promise<void> {
  await ecs.writer.deregisterTask(definition, signal).catch((error) => {
    log.warning(`The task definition ${definition} stays registered: ${messageOf(error)}`);
  });
}

/** When the job ends: a task of a process that was killed is stopped, and the step says so. */
export async function clearAway(
  state: ReadonlyMap<string, string>,
  makers: Pick<PortMakers, 'ecs'>,
  context: Pick<Context, 'log' | 'run' | 'signal'>,
): Promise<void> {
  const saved = savedTask(state);
  if (!saved) return;
  const ports = { ecs: await makers.ecs() };
  const stopped = await stopTasks(saved, ports, `The run ${context.run.url} has ended before it.`, context.signal);
  await deregister(saved.definition, ports, context, context.signal);
  if (stopped.length === 0) return;
  throw new UserError({
    what: `The task ${stopped.join(', ')} ran on when this step had ended, and was told to stop.`,
    why: 'The step was cancelled, or its process was killed.',
    next: 'What its command had done by then stays: check with the tool where the database stands, and run the job again.',
  });
}
