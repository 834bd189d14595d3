import type { Task } from '@aws-sdk/client-ecs';
import { explained } from '../client.ts';
import { DescribeTasksCommand, type ECSClient, paginateListTasks } from './api.ts';

/** A task as ECS describes it. */
export interface TaskState {
  readonly arn: string;
  readonly startedBy: string | undefined;
  /** PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED or DELETED. */
  readonly lastStatus: string;
  /** "EssentialContainerExited", "TaskFailedToStart", "UserInitiated", … */
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  /** Of its only container. */
  readonly exitCode: number | undefined;
  readonly containerReason: string | undefined;
}

/** Which tasks of a cluster: those of a family of task definitions, or those that somebody has started. */
export type TaskFilter = { readonly family: string } | { readonly startedBy: string };

export async function readTask(
  client: ECSClient,
  cluster: string,
  arn: string,
  abortSignal: AbortSignal,
): Promise<TaskState | undefined> {
  return (await describe(client, cluster, [arn], abortSignal)).at(0);
}

/** Tasks that have not ended, nor been told to. A new one may not be listed at once. */
export async function findActiveTasks(
  client: ECSClient,
  cluster: string,
  filter: TaskFilter,
  abortSignal: AbortSignal,
): Promise<readonly TaskState[]> {
  try {
    const found: TaskState[] = [];
    for await (const { taskArns = [] } of paginateListTasks({ client }, { cluster, ...filter }, { abortSignal }))
      if (taskArns.length > 0) found.push(...(await describe(client, cluster, taskArns, abortSignal)));
    return found.filter(({ lastStatus }) => lastStatus !== 'STOPPED' && lastStatus !== 'DELETED');
  } catch (error) {
    throw explained(
      error,
      `Listing the tasks of the cluster ${cluster}`,
      'Allow ecs:ListTasks and ecs:DescribeTasks, as in iam-policy-task.json.',
    );
  }
}

async function describe(client: ECSClient, cluster: string, tasks: string[], abortSignal: AbortSignal) {
  const { tasks: found = [] } = await client
    .send(new DescribeTasksCommand({ cluster, tasks }), { abortSignal })
    .catch((error) => {
      throw explained(error, `Reading the task ${tasks.join(', ')}`);
    });
  return found.map(stateOf);
}

function stateOf({ taskArn = '', containers: [container] = [], ...task }: Task): TaskState {
  return {
    arn: taskArn,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus ?? '',
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    exitCode: container?.exitCode,
    containerReason: container?.reason,
  };
}
