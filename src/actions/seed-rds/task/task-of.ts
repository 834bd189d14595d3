import type {
  OneOffTask,
  ServiceTask,
  TaskNetwork,
  TaskPlace,
  TaskTemplate,
  TemplateContainer,
} from '../../../aws/ecs.ts';
import { referenceText } from '../../../domain/image-reference.ts';
import { UserError } from '../../../errors.ts';
import type { Run } from '../../../github/run.ts';
import type { Inputs } from '../contract.ts';

/** A service that the task is made like, and its task definition. */
export interface Like {
  readonly service: ServiceTask;
  readonly template: TaskTemplate;
}

/** The task: the inputs come first, then what the service has. */
export function taskOf(inputs: Inputs, like: Like | undefined, { repository }: Pick<Run, 'repository'>): OneOffTask {
  const template = like?.template;
  const container = template && containerOf(template, inputs.taskContainer);
  const given = inputs.taskLogGroup === undefined ? undefined : { group: inputs.taskLogGroup, prefix: 'seed-rds' };
  return {
    family: familyOf(inputs, repository),
    container: container?.name ?? 'command',
    image: inputs.taskImage ? referenceText(inputs.taskImage) : (container?.image ?? ''),
    command: inputs.command ?? '',
    ...variablesOf(inputs, container),
    cpu: inputs.taskCpu ?? (template ? template.cpu : '512'),
    memory: inputs.taskMemory ?? (template ? template.memory : '1024'),
    executionRole: inputs.taskExecutionRole?.text ?? template?.executionRole,
    taskRole: inputs.taskRole?.text ?? template?.taskRole,
    log: given ?? container?.log,
    template,
  };
}

export function placeOf(inputs: Inputs, like: Like | undefined): TaskPlace {
  return {
    cluster: clusterOf(inputs),
    network: like && !like.template.inVpc ? undefined : networkOf(inputs, like?.service.network),
    launch: like?.service.launch ?? { launchType: 'FARGATE' },
  };
}

export function clusterOf({ taskService, taskCluster }: Pick<Inputs, 'taskService' | 'taskCluster'>): string {
  return taskService?.cluster ?? taskCluster;
}

function networkOf(inputs: Inputs, network: TaskNetwork | undefined): TaskNetwork {
  const { taskSubnets, taskSecurityGroups, taskPublicIp } = inputs;
  return {
    subnets: taskSubnets.length > 0 ? taskSubnets : (network?.subnets ?? []),
    securityGroups: taskSecurityGroups.length > 0 ? taskSecurityGroups : (network?.securityGroups ?? []),
    publicIp: taskPublicIp ?? network?.publicIp,
  };
}

/** One for each service, so that a role can be narrowed to it; it is also what tells whether another run is at work. */
function familyOf({ taskService, environment }: Inputs, repository: string): string {
  const name = taskService?.name ?? [repository.split('/').at(-1), environment].filter(Boolean).join('-');
  return `${name.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 240)}-seed-rds`;
}

/** A variable has one value: what is given takes the place of both kinds. */
function variablesOf(
  { commandEnv, taskSecrets }: Pick<Inputs, 'commandEnv' | 'taskSecrets'>,
  container: TemplateContainer | undefined,
): Pick<OneOffTask, 'environment' | 'secrets'> {
  const named = new Set([...commandEnv, ...taskSecrets].map(({ name }) => name));
  const others = (variables: Readonly<Record<string, string>> = {}) =>
    Object.entries(variables).filter(([name]) => !named.has(name));
  const own = (pairs: Inputs['commandEnv']) => pairs.map(({ name, value }) => [name, value] as const);
  return {
    environment: Object.fromEntries([...others(container?.environment), ...own(commandEnv)]),
    secrets: Object.fromEntries([...others(container?.secrets), ...own(taskSecrets)]),
  };
}

/** Express calls the container that serves Main. */
function containerOf({ arn, containers }: TaskTemplate, wanted: string | undefined): TemplateContainer {
  const essential = containers.filter(({ isEssential }) => isEssential);
  const usual = containers.find(({ name }) => name === 'Main') ?? (essential.length === 1 ? essential[0] : undefined);
  const found = wanted === undefined ? usual : containers.find(({ name }) => name === wanted);
  if (found) return found;
  const names = containers.map(({ name }) => name).join(', ');
  throw new UserError({
    what:
      wanted === undefined
        ? `The task definition ${arn} has several containers; nothing was changed.`
        : `The task definition ${arn} has no container ${wanted}; nothing was changed.`,
    why: `Its containers are ${names}.`,
    next: 'Name the one with the migration tool in task-container.',
  });
}
