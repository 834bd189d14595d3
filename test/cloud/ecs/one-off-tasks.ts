import { randomBytes } from 'node:crypto';
import type {
  Task as ApiTask,
  ContainerDefinition,
  RegisterTaskDefinitionRequest,
  RunTaskRequest,
  StopTaskRequest,
  TaskDefinition,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import type { Instance } from '../runtime/runtime.ts';
import { clusterName } from './access.ts';
import { ecsErrors } from './errors.ts';
import { passRole } from './express-operations.ts';
import type { EcsParts } from './parts.ts';
import { clusterArn, type ExpressConfiguration } from './state.ts';
import type { TaskDefinitions } from './task-definitions.ts';
import { TaskFailure } from './task-failure.ts';
import { specOf, started } from './tasks.ts';

/** A task that belongs to no service. */
export interface OneOffTask {
  readonly accountId: string;
  readonly region: string;
  readonly cluster: string;
  readonly arn: string;
  readonly family: string;
  readonly startedBy: string | undefined;
  readonly definition: TaskDefinition;
  readonly input: RunTaskRequest;
  readonly createdAt: Date;
  lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEPROVISIONING' | 'STOPPED';
  desiredStatus: 'RUNNING' | 'STOPPED';
  stopCode?: TaskStopCode;
  stoppedReason?: string;
  exitCode?: number;
  containerReason?: string;
}

/** How the next task goes, when a test decides it. */
export type TaskScript =
  /** ECS starts none, and gives this as the reason. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It ends like this instead of running. */
  | {
      readonly kind: 'stops';
      readonly stopCode: TaskStopCode;
      readonly reason: string;
      readonly exitCode?: number;
      readonly containerReason?: string;
    };

interface Outside {
  readonly definitions: TaskDefinitions;
  hasCluster(accountId: string, region: string, name: string): boolean;
}

/** RunTask and what goes with it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export function oneOffTasks(parts: EcsParts, { definitions, hasCluster }: Outside) {
  const tasks: OneOffTask[] = [];
  const instances = new Map<string, Instance>();
  const scripts: TaskScript[] = [];
  const running = new Set<Promise<void>>();
  const operations: Operations = {
    RegisterTaskDefinition: {
      access: (input: RegisterTaskDefinitionRequest, { accountId, region }) => [
        {
          action: 'ecs:RegisterTaskDefinition',
          resource: `arn:aws:ecs:${region}:${accountId}:task-definition/${input.family}:*`,
        },
        ...rolesOf(input),
      ],
      perform: (input: RegisterTaskDefinitionRequest, { accountId, region }) => {
        demandValid(input);
        return { taskDefinition: definitions.find(definitions.register(accountId, region, input)) };
      },
    },
    DeregisterTaskDefinition: {
      access: () => [{ action: 'ecs:DeregisterTaskDefinition', resource: '*' }],
      perform: ({ taskDefinition }: { readonly taskDefinition: string }) => {
        if (!definitions.find(taskDefinition)) throw ecsErrors.noTaskDefinition();
        definitions.deregister(taskDefinition);
        return { taskDefinition: definitions.find(taskDefinition) };
      },
    },
    RunTask: {
      access: (input: RunTaskRequest, { accountId, region }) => [
        {
          action: 'ecs:RunTask',
          resource: input.taskDefinition ?? '',
          conditions: { 'ecs:cluster': clusterArn({ accountId, region, cluster: clusterName(input.cluster) }) },
        },
        ...rolesOf(definitions.find(input.taskDefinition ?? '') ?? {}),
      ],
      perform: (input: RunTaskRequest, context) => {
        const cluster = clusterName(input.cluster);
        if (!hasCluster(context.accountId, context.region, cluster)) throw ecsErrors.noCluster();
        const again = tasks.find((one) => input.clientToken && one.input.clientToken === input.clientToken);
        if (again) return { tasks: [oneOffView(again)], failures: [] };
        const definition = demandRunnable(definitions.find(input.taskDefinition ?? ''), input);
        const script = scripts.shift();
        if (script?.kind === 'refused')
          return { tasks: [], failures: [{ arn: clusterArn({ ...context, cluster }), reason: script.reason }] };
        const task = newTask(definition, input, context, parts.clock.now());
        tasks.push(task);
        const end = run(task, script).catch((error: unknown) => {
          if (!parts.closing.aborted) throw error;
        });
        running.add(end);
        return { tasks: [oneOffView(task)], failures: [] };
      },
    },
    StopTask: {
      access: (input: StopTaskRequest, { accountId, region }) => [
        {
          action: 'ecs:StopTask',
          resource: input.task ?? '',
          conditions: { 'ecs:cluster': clusterArn({ accountId, region, cluster: clusterName(input.cluster) }) },
        },
      ],
      perform: (input: StopTaskRequest) => {
        const task = tasks.find(({ arn }) => arn === input.task);
        if (!task) throw ecsErrors.invalid('The referenced task was not found.');
        if (task.desiredStatus !== 'STOPPED') {
          task.desiredStatus = 'STOPPED';
          Object.assign(task, { stopCode: 'UserInitiated', stoppedReason: input.reason ?? 'Task stopped by user' });
          void instances.get(task.arn)?.stop();
        }
        return { task: oneOffView(task) };
      },
    },
  };

  async function run(task: OneOffTask, script: TaskScript | undefined): Promise<void> {
    try {
      if (script?.kind === 'stops')
        throw new TaskFailure(script.stopCode, script.reason, {
          ...(script.exitCode === undefined ? {} : { exitCode: script.exitCode }),
          ...(script.containerReason === undefined ? {} : { reason: script.containerReason }),
        });
      await runInstance(task);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      const { stopCode, message: stoppedReason, exitCode, containerReason } = error;
      Object.assign(task, { stopCode, stoppedReason, exitCode, containerReason });
    }
    task.desiredStatus = 'STOPPED';
    task.lastStatus = 'DEPROVISIONING';
    await parts.wait(parts.times.cleanUpMilliseconds);
    task.lastStatus = 'STOPPED';
  }

  async function runInstance(task: OneOffTask): Promise<void> {
    const [container = {}] = task.definition.containerDefinitions ?? [];
    demandLogGroup(task, container);
    const place = { name: task.family, accountId: task.accountId, region: task.region };
    const spec = await specOf(parts, place, { configuration: configurationOf(task.definition, container) }, task);
    task.lastStatus = 'PENDING';
    const options = container.logConfiguration?.options ?? {};
    const stream = `${options['awslogs-stream-prefix']}/${container.name}/${task.arn.split('/').at(-1)}`;
    const logPlace = { accountId: task.accountId, region: task.region, group: options['awslogs-group'] ?? '', stream };
    const instance = await started(parts, {
      ...spec,
      exec: [...(container.entryPoint ?? []), ...(container.command ?? [])],
      log: (line) => (options['awslogs-group'] ? parts.logs.write(logPlace, line) : undefined),
    });
    instances.set(task.arn, instance);
    if (task.desiredStatus === 'STOPPED' || parts.closing.aborted) void instance.stop();
    task.lastStatus = 'RUNNING';
    const exitCode = await instance.ended;
    task.exitCode = exitCode ?? 137;
    task.stopCode ??= 'EssentialContainerExited';
    task.stoppedReason ??= 'Essential container in task exited';
    await instance.stop();
  }

  /** A group that nobody has made: the log driver of Fargate fails before the container starts. */
  function demandLogGroup({ accountId, region }: OneOffTask, { logConfiguration }: ContainerDefinition): void {
    const group = logConfiguration?.options?.['awslogs-group'];
    if (group === undefined) return;
    try {
      parts.logs.all({ accountId, region, group });
    } catch {
      throw new TaskFailure(
        'TaskFailedToStart',
        `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1`,
      );
    }
  }

  return {
    operations,
    all: () => tasks as readonly OneOffTask[],
    script: (script: TaskScript) => void scripts.push(script),
    async close() {
      await Promise.all([...instances.values()].map((instance) => instance.stop()));
      await Promise.all(running);
    },
  };
}

export function oneOffView(task: OneOffTask): ApiTask {
  const [container = {}] = task.definition.containerDefinitions ?? [];
  return {
    taskArn: task.arn,
    clusterArn: clusterArn(task),
    taskDefinitionArn: task.definition.taskDefinitionArn,
    group: `family:${task.family}`,
    startedBy: task.startedBy,
    createdAt: task.createdAt,
    ...{ lastStatus: task.lastStatus, desiredStatus: task.desiredStatus },
    ...{ stopCode: task.stopCode, stoppedReason: task.stoppedReason },
    containers: [
      {
        ...{ name: container.name, image: container.image, taskArn: task.arn, lastStatus: task.lastStatus },
        ...(task.exitCode === undefined ? {} : { exitCode: task.exitCode }),
        ...(task.containerReason === undefined ? {} : { reason: task.containerReason }),
      },
    ],
  };
}

function newTask(definition: TaskDefinition, input: RunTaskRequest, place: CallContext, createdAt: Date): OneOffTask {
  const { accountId, region } = place;
  const cluster = clusterName(input.cluster);
  return {
    ...{ accountId, region, cluster, definition, input, createdAt },
    arn: `arn:aws:ecs:${region}:${accountId}:task/${cluster}/${randomBytes(16).toString('hex')}`,
    family: definition.family ?? '',
    startedBy: input.startedBy,
    ...{ lastStatus: 'PROVISIONING', desiredStatus: 'RUNNING' },
  };
}

function rolesOf({ executionRoleArn, taskRoleArn }: Pick<TaskDefinition, 'executionRoleArn' | 'taskRoleArn'>) {
  return [executionRoleArn, taskRoleArn].flatMap((role) => passRole(role, 'ecs-tasks.amazonaws.com'));
}

function demandValid({ family, containerDefinitions = [], ...task }: RegisterTaskDefinitionRequest): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family ?? '')) throw ecsErrors.client('Invalid family.');
  if (containerDefinitions.length === 0) throw ecsErrors.client('Container list cannot be empty.');
  const onFargate = task.requiresCompatibilities?.includes('FARGATE');
  if (onFargate && (!task.cpu || !task.memory))
    throw ecsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
  if (onFargate && task.networkMode !== 'awsvpc')
    throw ecsErrors.client("Fargate only supports network mode 'awsvpc'.");
  for (const { image, secrets = [], logConfiguration } of containerDefinitions) {
    if (!image) throw ecsErrors.client('Container.image should not be null or empty.');
    if (secrets.length > 0 && !task.executionRoleArn)
      throw ecsErrors.client(
        'When you are specifying container secrets, you must also specify a value for executionRoleArn.',
      );
    if (logConfiguration?.logDriver === 'awslogs' && !logConfiguration.options?.['awslogs-region'])
      throw ecsErrors.client("Log driver awslogs requires option 'awslogs-region'.");
  }
}

function demandRunnable(definition: TaskDefinition | undefined, input: RunTaskRequest): TaskDefinition {
  if (!definition) throw ecsErrors.client('TaskDefinition not found.');
  if (definition.status !== 'ACTIVE') throw ecsErrors.client('TaskDefinition is inactive');
  if (!/^[A-Za-z0-9/_-]{0,128}$/.test(input.startedBy ?? ''))
    throw ecsErrors.invalid('startedBy contains invalid characters.');
  if ((input.clientToken ?? '').length > 64) throw ecsErrors.invalid('clientToken is too long.');
  const { subnets = [] } = input.networkConfiguration?.awsvpcConfiguration ?? {};
  if (definition.networkMode === 'awsvpc' && subnets.length === 0)
    throw ecsErrors.invalid('Network Configuration must be provided when networkMode awsvpc is specified.');
  return definition;
}

/** As the tasks of services are described here, of which a one-off task is one without a port that anybody asks. */
function configurationOf(definition: TaskDefinition, container: ContainerDefinition): ExpressConfiguration {
  return {
    ownTaskDefinition: definition.taskDefinitionArn,
    image: container.image ?? '',
    port: 80,
    ...{ logGroup: '', logStreamPrefix: '', repositoryCredentials: undefined, command: [] },
    environment: (container.environment ?? []) as ExpressConfiguration['environment'],
    secrets: (container.secrets ?? []) as ExpressConfiguration['secrets'],
    executionRoleArn: definition.executionRoleArn ?? '',
    taskRoleArn: definition.taskRoleArn,
    cpu: definition.cpu ?? '',
    memory: definition.memory ?? '',
    cpuArchitecture: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'ARM64' : 'X86_64',
    ...{ subnets: [], securityGroups: [], healthCheckPath: '/', scalingTarget: {} },
  };
}
