import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import { checkInputs } from '../check-inputs.ts';
import type { Inputs } from '../contract.ts';
import type { TaskObservation } from './step.ts';
import { clusterOf, type Like, placeOf, taskOf } from './task-of.ts';

/** Reads the service that the task is made like, and the instance of the snapshot. Secrets are not read. */
export async function observeTask(
  inputs: Inputs,
  ports: Pick<ReadPorts, 'ecs' | 'rds'>,
  { run, signal }: Pick<Context, 'run' | 'signal'>,
): Promise<TaskObservation> {
  checkInputs(inputs);
  const like = inputs.taskService && (await likeService(inputs, ports, signal));
  const instance = inputs.dbInstance ? await ports.rds.instance(inputs.dbInstance, signal) : undefined;
  const place = placeOf(inputs, like);
  demandNetwork(inputs, place);
  return {
    task: taskOf(inputs, like, run),
    place,
    instance: instance && { identifier: instance.identifier, cluster: instance.cluster },
  };
}

async function likeService(inputs: Inputs, { ecs }: Pick<ReadPorts, 'ecs'>, signal: AbortSignal): Promise<Like> {
  const [name, cluster] = [inputs.taskService?.name ?? '', clusterOf(inputs)];
  const service = await ecs.serviceTask({ cluster, name }, signal);
  if (!service?.taskDefinition)
    throw new UserError({
      what: `The task cannot be made like the ECS service ${name}; nothing was changed.`,
      why: service
        ? 'ECS tells no task definition of it.'
        : `There is no service of this name in the cluster ${cluster}.`,
      next: 'Correct task-service and task-cluster. Before the first deployment of the service, give task-image, task-subnets, task-security-groups and task-execution-role instead.',
    });
  return { service, template: await ecs.taskTemplate(service.taskDefinition, signal) };
}

function demandNetwork({ taskService }: Inputs, { network }: TaskObservation['place']): void {
  if (!network || network.subnets.length > 0) return;
  throw new UserError({
    what: 'The task has no subnet to run in; nothing was changed.',
    why: `The service ${taskService?.name} tells none.`,
    next: 'Give task-subnets and task-security-groups.',
  });
}
