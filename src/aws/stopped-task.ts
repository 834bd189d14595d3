import type { Task as ApiTask } from '@aws-sdk/client-ecs';

/** A task that ended, with why. */
export interface StoppedTask {
  readonly id: string;
  readonly createdAt: Date | undefined;
  /** "Essential container in task exited (exit code 1)" */
  readonly why: string;
}

export function stoppedTask({
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
