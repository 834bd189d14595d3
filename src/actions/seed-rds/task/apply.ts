import { createHash } from 'node:crypto';
import { causeOf, UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { createSnapshot } from '../snapshot.ts';
import { deregister } from './clear-away.ts';
import { waitUntilAlone } from './exclusive.ts';
import { mayHaveRun, taskFailure, taskRefused } from './failures.ts';
import { followTask } from './follow.ts';
import { forget, save } from './saved.ts';
import { type KnownSecrets, knownSecrets } from './secrets.ts';
import type { TaskObservation, TaskOutcome, TaskStep } from './step.ts';
import { lastMilliseconds, stopUnfollowed } from './stop-unfollowed.ts';
import { type TaskLog, taskLog } from './task-log.ts';

const notStarted = { arn: undefined, mayHaveRun: false };

type TaskPorts = Pick<Ports, 'ecs' | 'logs' | 'rds' | 'secrets'>;

/** Makes the snapshot, runs the task to its end, and clears away what was registered for it. */
export async function applyTask(
  { inputs, observation, plan }: TaskStep,
  ports: TaskPorts,
  context: Context,
): Promise<TaskOutcome> {
  let outcome: TaskOutcome = { task: notStarted };
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
  let arn: string | undefined;
  try {
    const started = await ports.ecs.writer.runTask(definition, { ...place, ...by }, context.signal);
    arn = 'arn' in started ? started.arn : undefined;
    const end =
      'refused' in started
        ? { task: notStarted, failure: taskRefused(started.refused, place.cluster) }
        : await ended(started.arn, { observation, secrets }, ports, context);
    forget(context.state);
    return end;
  } catch (error) {
    return await stopUnfollowed({ ...saved, arn }, causeOf(error, context.signal), ports, context);
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
  return {
    task: { arn, mayHaveRun: mayHaveRun(state) },
    hiddenLog,
    failure: taskFailure(state, task.command, log?.lastLines() ?? []),
  };
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
