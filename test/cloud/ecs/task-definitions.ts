import type { RegisterTaskDefinitionRequest, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Operations } from '../core/json-service.ts';
import { regional } from '../core/regional.ts';
import { ecsErrors } from './errors.ts';
import type { ExpressConfiguration } from './state.ts';

/** The task definitions that users have registered. */
export interface TaskDefinitions {
  register(accountId: string, region: string, input: RegisterTaskDefinitionRequest): string;
  deregister(arn: string): void;
  find(arn: string): TaskDefinition | undefined;
  /** Takes in one that Express has registered. */
  adopt(arn: string, definition: TaskDefinition): void;
}

export function taskDefinitions(): TaskDefinitions {
  const all = new Map<string, TaskDefinition>();
  const revisions = regional(() => new Map<string, number>());
  return {
    register(accountId, region, { family = '', tags: _, ...input }) {
      const counts = revisions(accountId, region);
      const revision = (counts.get(family) ?? 0) + 1;
      counts.set(family, revision);
      const arn = `arn:aws:ecs:${region}:${accountId}:task-definition/${family}:${revision}`;
      const compatibilities = ['EC2', ...(input.requiresCompatibilities ?? [])] as TaskDefinition['compatibilities'];
      all.set(arn, { ...input, family, revision, taskDefinitionArn: arn, status: 'ACTIVE', compatibilities });
      return arn;
    },
    deregister(arn) {
      const found = all.get(arn);
      if (found) all.set(arn, { ...found, status: 'INACTIVE' });
    },
    find: (arn) => all.get(arn),
    adopt: (arn, definition) => void all.set(arn, { ...definition, taskDefinitionArn: arn, status: 'ACTIVE' }),
  };
}

export function taskDefinitionOperations(definitions: TaskDefinitions): Operations {
  return {
    DescribeTaskDefinition: {
      access: () => [{ action: 'ecs:DescribeTaskDefinition', resource: '*' }],
      perform: ({ taskDefinition }: { readonly taskDefinition: string }) => {
        const found = definitions.find(taskDefinition);
        if (!found) throw ecsErrors.noTaskDefinition();
        return { taskDefinition: found };
      },
    },
  };
}

/** What Express registers for a configuration. */
export function expressDefinition(configuration: ExpressConfiguration): TaskDefinition {
  const { image, environment, secrets, logGroup, logStreamPrefix, taskRoleArn } = configuration;
  const options = { 'awslogs-group': logGroup, 'awslogs-stream-prefix': logStreamPrefix };
  return {
    ...{ cpu: configuration.cpu, memory: configuration.memory, executionRoleArn: configuration.executionRoleArn },
    ...(taskRoleArn && { taskRoleArn }),
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    runtimePlatform: { cpuArchitecture: configuration.cpuArchitecture, operatingSystemFamily: 'LINUX' },
    containerDefinitions: [
      {
        ...{ name: 'Main', image, essential: true, environment: [...environment], secrets: [...secrets] },
        portMappings: [{ name: 'main', containerPort: configuration.port, protocol: 'tcp' }],
        logConfiguration: { logDriver: 'awslogs', options },
      },
    ],
  };
}

type Task = Omit<ExpressConfiguration, 'healthCheckPath' | 'scalingTarget' | 'subnets' | 'securityGroups'>;

/** What Express runs of it: the container Main. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
export function taskOf(definition: TaskDefinition | undefined, fallbackLogGroup: string): Task {
  if (!definition) throw ecsErrors.noTaskDefinition();
  if (definition.status !== 'ACTIVE') throw ecsErrors.invalid('TaskDefinition is inactive');
  if (!definition.requiresCompatibilities?.includes('FARGATE'))
    throw ecsErrors.invalid('The task definition must be compatible with FARGATE.');
  const main = definition.containerDefinitions?.find(({ name }) => name === 'Main');
  const [port, ...more] = main?.portMappings ?? [];
  if (!main) throw ecsErrors.invalid('The task definition must have a container named Main.');
  if (!port?.name || !port.containerPort || (port.protocol ?? 'tcp') !== 'tcp' || more.length > 0)
    throw ecsErrors.invalid('The container Main must have a single TCP port mapping with a container port and a name.');
  const options = main.logConfiguration?.options ?? {};
  return {
    ownTaskDefinition: definition.taskDefinitionArn,
    image: main.image ?? '',
    port: port.containerPort,
    logGroup: options['awslogs-group'] ?? fallbackLogGroup,
    logStreamPrefix: options['awslogs-stream-prefix'] ?? 'ecs',
    repositoryCredentials: main.repositoryCredentials?.credentialsParameter,
    command: main.command ?? [],
    environment: (main.environment ?? []) as ExpressConfiguration['environment'],
    secrets: (main.secrets ?? []) as ExpressConfiguration['secrets'],
    executionRoleArn: definition.executionRoleArn ?? '',
    taskRoleArn: definition.taskRoleArn,
    cpu: definition.cpu ?? '256',
    memory: definition.memory ?? '512',
    cpuArchitecture: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'ARM64' : 'X86_64',
  };
}
