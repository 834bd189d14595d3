import { createHash } from 'node:crypto';
import { causeOf, messageOf, UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { createSnapshot } from '../snapshot.ts';
import { deregister, stopTasks } from './clear-away.ts';
import { waitUntilAlone } from './exclusive.ts';
import { taskFailure, taskRefused } from './failures.ts';
import { followTask } from './follow.ts';
import { forget, type SavedTask, save } from './saved.ts';
import { type KnownSecrets, knownSecrets } from './secrets.ts';
import type { TaskObservation, TaskOutcome, TaskStep } from './step.ts';
import { type TaskLog, taskLog } from './task-log.ts';

type TaskPorts = Pick<Ports, 'ecs' | 'logs' | 'rds' | 'secrets'>;

/** Makes the snapshot, runs the task to its end, and clears away what was registered for it. */
export async function applyTask(
  { inputs, observation, plan }: TaskStep,
  ports: TaskPorts,
  context: Context,
): Promise<TaskOutcome> {
  let outcome: TaskOutcome = { task: { arn: undefined } };
  try {
    const lockedBy = await waitUntilAlone(observation, inputs.lockTimeoutSeconds, { ecs: ports.ecs.reader }, context);
    outcome = { ...outcome, lockedBy };
    for (const change of plan.changes)
      outcome =
        change.kind === 'snapshot'
          ? { ...outcome, snapshot: await createSnapshot(change.resource, inputs.awsRegion, ports.rds, context) }
          : { ...outcome, ...(await runTask(observation, ports, context)) };
    return outcome;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...outcome, failure: error };
  }
}

type Ended = Pick<TaskOutcome, 'task' | 'hiddenLog' | 'failure'>;

async function runTask(observation: TaskObservation, ports: TaskPorts, context: Context): Promise<Ended> {
  const { task, place } = observation;
  const secrets = await knownSecrets(task, { secrets: ports.secrets.reader }, context);
  const definition = await ports.ecs.writer.registerTask(task, context.signal);
  const by = startedBy(definition, context.run.attempt);
  const saved = { cluster: place.cluster, definition, startedBy: by.startedBy };
  save(context.state, saved);
  try {
    const started = await ports.ecs.writer.runTask(definition, { ...place, ...by }, context.signal);
    const end =
      'refused' in started
        ? { task: { arn: undefined }, failure: taskRefused(started.refused, place.cluster) }
        : await ended(started.arn, { observation, secrets }, ports, context);
    forget(context.state);
    return end;
  } catch (error) {
    throw await stopped(saved, causeOf(error, context.signal), ports, context);
  } finally {
    await deregister(definition, ports, context, AbortSignal.timeout(lastMilliseconds));
  }
}

/** The task definition is new for each task, so that nobody else has this name. */
function startedBy(definition: string, attempt: string): { readonly startedBy: string; readonly clientToken: string } {
  const own = createHash('sha256').update(definition).digest('hex').slice(0, 12);
  const name = `seed-rds-${attempt.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 40)}-${own}`;
  return { startedBy: name, clientToken: name };
}

async function ended(
  arn: string,
  { observation, secrets }: { readonly observation: TaskObservation; readonly secrets: KnownSecrets },
  ports: TaskPorts,
  context: Context,
): Promise<Ended> {
  const { task, place } = observation;
  context.log.info(`$ ${task.command}`);
  context.log.info(`It runs as the task ${arn}.`);
  const hiddenLog = task.log
    ? 'unknown' in secrets
      ? secrets.unknown
      : undefined
    : 'it does not go to CloudWatch Logs';
  if (hiddenLog !== undefined) context.log.warning(`The log of the task is not shown: ${hiddenLog}.`);
  const log = logOf(arn, observation, secrets, { ports, context });
  const state = await followTask({ cluster: place.cluster, arn }, log, { ecs: ports.ecs.reader }, context);
  return { task: { arn }, hiddenLog, failure: taskFailure(state, task.command, log?.lastLines() ?? []) };
}

function logOf(
  arn: string,
  { task }: TaskObservation,
  secrets: KnownSecrets,
  { ports, context }: { readonly ports: TaskPorts; readonly context: Context },
): TaskLog | undefined {
  if (!task.log || 'unknown' in secrets) return undefined;
  const { group, prefix } = task.log;
  const stream = `${prefix}/${task.container}/${arn.split('/').at(-1)}`;
  return taskLog({ group, stream }, secrets.values, { logs: ports.logs.reader }, context);
}

/** A cancelled step has some seconds left. */
const lastMilliseconds = 4_000;

/** The error of a task that is not followed to its end: it is told to stop, as nobody would take its result. */
async function stopped(
  saved: SavedTask,
  cause: unknown,
  ports: Pick<Ports, 'ecs'>,
  { log, run, state }: Pick<Context, 'log' | 'run' | 'state'>,
): Promise<unknown> {
  const reason = `The run ${run.url} ended before it: ${messageOf(cause)}`;
  const found = await stopTasks(saved, ports, reason, AbortSignal.timeout(lastMilliseconds)).catch((error) => {
    log.warning(`The task of ${saved.startedBy} could not be stopped: ${messageOf(error)}`);
    return undefined;
  });
  // One that is not listed yet is left to the post phase, which looks again.
  if (found && found.length > 0) forget(state);
  if (!(cause instanceof UserError)) return cause;
  const { what, why, next } = cause.parts;
  const stands =
    found === undefined
      ? `Whether the task of ${saved.startedBy} still runs is not known: look in the cluster ${saved.cluster}.`
      : found.length === 0
        ? 'No task of it was found to stop.'
        : `The task ${found.join(', ')} was told to stop; what its command had done by then stays.`;
  return new UserError({ what: `${what} ${stands}`, why, next }, { cause });
}
