import type { Task as ApiTask } from '@aws-sdk/client-ecs';
import { explained } from '../client.ts';
import { DescribeTasksCommand, type ECSClient, paginateListTasks } from './api.ts';
import type { ServiceId } from './service-id.ts';

/** A task that ended, with why. */
export interface StoppedTask {
  readonly id: string;
  readonly createdAt: Date | undefined;
  /** "Essential container in task exited (exit code 1)" */
  readonly why: string;
}

export async function findStoppedTasks(
  client: ECSClient,
  id: ServiceId,
  since: Date,
  abortSignal: AbortSignal,
): Promise<readonly StoppedTask[]> {
  try {
    const tasks = await allStoppedTasks(client, id, abortSignal);
    return tasks
      .filter(({ createdAt }) => createdAt === undefined || createdAt >= since)
      .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  } catch (error) {
    throw explained(error, `Reading the tasks of the ECS service ${id.name}`);
  }
}

/** DescribeTasks takes a hundred at a time, and ECS forgets stopped tasks after an hour. */
async function allStoppedTasks(
  client: ECSClient,
  { cluster, name }: ServiceId,
  abortSignal: AbortSignal,
): Promise<readonly StoppedTask[]> {
  const input = { cluster, serviceName: name, desiredStatus: 'STOPPED' } as const;
  const found: StoppedTask[] = [];
  for await (const { taskArns = [] } of paginateListTasks({ client }, input, { abortSignal })) {
    if (taskArns.length === 0) continue;
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }), { abortSignal });
    found.push(...tasks.map(stoppedTask));
  }
  return found;
}

function stoppedTask({
  taskArn = '',
  createdAt,
  stoppedReason = 'no reason told',
  containers = [],
}: ApiTask): StoppedTask {
  const details = containers.flatMap(({ exitCode, reason }) => [
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(reason ? [reason] : []),
  ]);
  const why = details.length > 0 ? `${stoppedReason} (${details.join(', ')})` : stoppedReason;
  return { id: taskArn.split('/').at(-1) ?? '', createdAt, why };
}
