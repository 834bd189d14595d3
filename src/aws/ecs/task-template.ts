import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import { explained } from '../client.ts';
import { DescribeTaskDefinitionCommand, type ECSClient } from './api.ts';

/** A task definition, as far as another one is made like it. */
export interface TaskTemplate {
  readonly arn: string;
  readonly containers: readonly TemplateContainer[];
  /** CPU units and MB of the whole task; undefined where only its containers have sizes. */
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  /** ARNs. */
  readonly executionRole: string | undefined;
  readonly taskRole: string | undefined;
  /** Whether its tasks have addresses of their own in the VPC. */
  readonly inVpc: boolean;
  /** As AWS describes it: what is not decided anew is kept. */
  readonly described: TaskDefinition;
}

export interface TemplateContainer {
  readonly name: string;
  readonly image: string;
  readonly isEssential: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs or names of secrets and parameters, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly log: LogPlace | undefined;
}

/** Where a container's log goes: streams of a group, `<prefix>/<container>/<task>`. */
export interface LogPlace {
  readonly group: string;
  readonly prefix: string;
}

export async function findTaskTemplate(
  client: ECSClient,
  taskDefinition: string,
  abortSignal: AbortSignal,
): Promise<TaskTemplate> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition });
  const { taskDefinition: found = {} } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(
      error,
      `Reading the task definition ${taskDefinition}`,
      'Allow ecs:DescribeTaskDefinition, as in iam-policy-task.json of the action.',
    );
  });
  return {
    arn: found.taskDefinitionArn ?? taskDefinition,
    containers: (found.containerDefinitions ?? []).map(containerOf),
    ...{ cpu: found.cpu, memory: found.memory },
    ...{ executionRole: found.executionRoleArn, taskRole: found.taskRoleArn },
    inVpc: found.networkMode === 'awsvpc',
    described: found,
  };
}

function containerOf({
  name = '',
  image = '',
  essential,
  environment,
  secrets,
  logConfiguration,
}: ContainerDefinition) {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  const hasPlace = logConfiguration?.logDriver === 'awslogs' && group !== undefined;
  return {
    ...{ name, image },
    isEssential: essential ?? true,
    environment: Object.fromEntries((environment ?? []).map((each) => [each.name ?? '', each.value ?? ''])),
    secrets: Object.fromEntries((secrets ?? []).map((each) => [each.name ?? '', each.valueFrom ?? ''])),
    log: hasPlace ? { group, prefix: prefix ?? 'seed-rds' } : undefined,
  };
}
