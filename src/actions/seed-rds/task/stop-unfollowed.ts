import { messageOf, UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { stopTasks } from './clear-away.ts';
import { forget, type SavedTask } from './saved.ts';
import type { TaskOutcome } from './step.ts';

/** A cancelled step has some seconds left. */
export const lastMilliseconds = 4_000;

/** The end of a task that is not followed to its own: it is told to stop, as nobody would take its result. */
export async function stopUnfollowed(
  saved: SavedTask & { readonly arn: string | undefined },
  cause: unknown,
  ports: Pick<Ports, 'ecs'>,
  { log, run, state }: Pick<Context, 'log' | 'run' | 'state'>,
): Promise<Pick<TaskOutcome, 'task' | 'failure'>> {
  const reason = `The run ${run.url} ended before it: ${messageOf(cause)}`;
  const told = await stopTasks(saved, ports, reason, AbortSignal.timeout(lastMilliseconds)).catch((error) => {
    log.warning(`The task of ${saved.startedBy} could not be stopped: ${messageOf(error)}`);
    return undefined;
  });
  // One that is not listed yet is left to the post phase, which looks again.
  if (told && told.length > 0) forget(state);
  if (!(cause instanceof UserError)) throw cause;
  const { what, why, next } = cause.parts;
  const failure = new UserError({ what: `${what} ${standing(saved, told)}`, why, next }, { cause });
  return { task: { arn: saved.arn ?? told?.at(0), mayHaveRun: told === undefined || told.length > 0 }, failure };
}

function standing({ startedBy, cluster }: SavedTask, told: readonly string[] | undefined): string {
  if (told === undefined)
    return `Whether the task of ${startedBy} still runs is not known: look in the cluster ${cluster}.`;
  return told.length === 0
    ? 'No task of it was found to stop.'
    : `The task ${told.join(', ')} was told to stop; what its command had done by then stays.`;
}
