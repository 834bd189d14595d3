import type { TaskDefinition as ApiTaskDefinition, ContainerDefinition, PortMapping } from '@aws-sdk/client-ecs';
import { explained } from '../client.ts';
import { DescribeTaskDefinitionCommand, type ECSClient } from './api.ts';

/** A task definition that its owner registered, as far as Express Mode has demands on it. */
export interface TaskDefinition {
  readonly arn: string;
  /** `ACTIVE`: it can be deployed. */
  readonly status: string;
  readonly onFargate: boolean;
  /** The container that gets the requests; undefined: none has the name that Express looks for. */
  readonly main: MainContainer | undefined;
}

export interface MainContainer {
  readonly image: string;
  readonly logGroup: string | undefined;
  readonly ports: readonly { readonly name: string | undefined; readonly protocol: string }[];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
const mainName = 'Main';

export async function findTaskDefinition(
  client: ECSClient,
  taskDefinition: string,
  abortSignal: AbortSignal,
): Promise<TaskDefinition | undefined> {
  try {
    const { taskDefinition: found } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }), {
      abortSignal,
    });
    return found && taskDefinitionOf(found);
  } catch (error) {
    // ECS has no error of its own for it.
    if (error instanceof Error && /Unable to describe task definition/i.test(error.message)) return undefined;
    throw explained(
      error,
      `Reading the task definition ${taskDefinition}`,
      'Allow ecs:DescribeTaskDefinition, as in iam-policy-optional.json of the action.',
    );
  }
}

function taskDefinitionOf(found: ApiTaskDefinition): TaskDefinition {
  const main = found.containerDefinitions?.find(({ name }) => name === mainName);
  return {
    arn: found.taskDefinitionArn ?? '',
    status: found.status ?? 'ACTIVE',
    onFargate: [...(found.compatibilities ?? []), ...(found.requiresCompatibilities ?? [])].includes('FARGATE'),
    main: main && mainOf(main),
  };
}

function mainOf({ image = '', logConfiguration, portMappings = [] }: ContainerDefinition): MainContainer {
  const ports = portMappings.map(({ name, protocol = 'tcp' }: PortMapping) => ({ name, protocol }));
  return { image, logGroup: logConfiguration?.options?.['awslogs-group'], ports };
}
