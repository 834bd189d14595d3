import type { Plan } from '../../../domain/plan.ts';
import type { Inputs } from '../contract.ts';
import { snapshotBefore } from '../snapshot-before.ts';
import type { RunTask, TaskChange, TaskObservation } from './step.ts';

/** What is pending only the tool knows, so the task runs every time. */
export function planTask(inputs: Pick<Inputs, 'snapshot'>, observation: TaskObservation): Plan<TaskChange> {
  const { task, place, instance } = observation;
  const work: readonly TaskChange[] = [runOf(observation)];
  return {
    action: 'seed-rds',
    target: `${place.cluster}/${task.family}`,
    changes: [...snapshotBefore(work, inputs, instance), ...work],
  };
}

function runOf({ task, place }: TaskObservation): RunTask {
  const { image, executionRole, taskRole, cpu, memory, log, template } = task;
  return {
    kind: 'run-task',
    resource: task.command,
    cluster: place.cluster,
    image,
    ...(template && { like: template.arn }),
    subnets: place.network?.subnets ?? [],
    securityGroups: place.network?.securityGroups ?? [],
    ...(executionRole !== undefined && { executionRole }),
    ...(taskRole !== undefined && { taskRole }),
    variables: Object.keys(task.environment).toSorted(),
    secrets: task.secrets,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(log && { logGroup: log.group }),
    irreversible: 'a rollback does not undo a command',
  };
}
