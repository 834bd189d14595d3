import type { EcsReader, ExpressConfiguration, ExpressRevision, TaskDefinition } from '../../aws/ecs.ts';
import { type Arn, arnOf } from '../../domain/arn.ts';
import type { Inputs } from './contract.ts';

/** The task definitions of the user's that are wanted and deployed; undefined: ECS registers them by itself. */
export interface TaskDefinitions {
  readonly wanted: TaskDefinition | undefined;
  readonly present: TaskDefinition | undefined;
}

type Given = Pick<Inputs, 'taskDefinition'>;

export async function observeTaskDefinitions(
  { taskDefinition }: Given,
  revision: ExpressRevision | undefined,
  ecs: EcsReader,
  signal: AbortSignal,
): Promise<TaskDefinitions> {
  const given = typeof taskDefinition === 'object' ? taskDefinition.text : undefined;
  const deployed = revision && ownTaskDefinition(revision, given);
  const read = async (arn: string | undefined) => (arn === undefined ? undefined : ecs.taskDefinition(arn, signal));
  const present = await read(deployed);
  return { present, wanted: given === deployed ? present : await read(given) };
}

/** The user's own that a revision runs. ECS names those that it registers by itself, too, but describes their container. */
function ownTaskDefinition(revision: ExpressRevision, asked: string | undefined): string | undefined {
  return revision.taskDefinition === asked ? asked : revision.configuration.taskDefinition;
}

/** A revision with what its own task definition says, which ECS does not describe with the service. */
export function withTaskDefinition(revision: ExpressRevision, { wanted, present }: TaskDefinitions): ExpressRevision {
  const definition = [wanted, present].find((one) => one !== undefined && one.arn === revision.taskDefinition);
  return definition
    ? { ...revision, configuration: { ...revision.configuration, ...taskOf(definition, definition.arn) } }
    : revision;
}

/** What a task definition decides in the place of the inputs. */
export function taskOf(definition: TaskDefinition | undefined, arn: string): TaskPart {
  const { image = '', logGroup } = definition?.main ?? {};
  return {
    ...{ taskDefinition: arn, image, logGroup, logStreamPrefix: undefined, environment: {}, secrets: {} },
    ...{ port: undefined, command: undefined, cpu: undefined, memory: undefined, architecture: undefined },
    ...{ executionRole: undefined, taskRole: undefined, repositoryCredentials: undefined },
  };
}

/** What of a configuration belongs to the task: with a task definition, all of it comes from there. */
export type TaskPart = Omit<
  ExpressConfiguration,
  'healthCheckPath' | 'subnets' | 'securityGroups' | 'minTasks' | 'maxTasks' | 'scalingMetric' | 'scalingTarget'
>;

/** Everything for which ECS would refuse the task definition, or the inputs beside it. */
export function taskDefinitionProblems(
  inputs: Inputs,
  { wanted, present }: TaskDefinitions,
  service: Arn | undefined,
): readonly string[] {
  const { taskDefinition } = inputs;
  const beside = containerInputs(inputs);
  if (taskDefinition === 'off')
    return present && inputs.image === undefined
      ? ['Without a task definition of its own the service needs an image: give `image` beside `task-definition: off`.']
      : [];
  if (taskDefinition === undefined)
    return present && beside.length > 0
      ? [
          `The service runs the task definition ${present.arn} of its owner, which decides ${beside.join(', ')}: give \`task-definition\` with another revision, or \`off\`.`,
        ]
      : [];
  return [
    ...(beside.length > 0
      ? [
          `\`task-definition\` decides the whole task, so ${beside.join(', ')} cannot be given beside it: leave them out.`,
        ]
      : []),
    ...placeProblems(inputs, taskDefinition, service),
    ...(wanted ? demands(wanted) : [`There is no task definition ${taskDefinition.text}: register it first.`]),
  ];
}

/** The names of the inputs that a task definition leaves no room for. */
function containerInputs(inputs: Inputs): readonly string[] {
  const { image, port, env, secrets, startCommand, cpu, memory, architecture } = inputs;
  const { executionRole, taskRole, logGroup, logStreamPrefix, repositoryCredentials } = inputs;
  const given = {
    ...{ image, port, env: env[0], secrets: secrets[0], 'start-command': startCommand, cpu, memory, architecture },
    ...{ 'execution-role': executionRole, 'task-role': taskRole, 'log-group': logGroup },
    ...{ 'log-stream-prefix': logStreamPrefix, 'repository-credentials': repositoryCredentials },
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`\`${name}\``]));
}

function placeProblems(
  { awsRegion, expectedAccountId }: Inputs,
  { text, region, account }: Arn,
  service: Arn | undefined,
): readonly string[] {
  const [inRegion, inAccount] = [service?.region ?? awsRegion, service?.account ?? expectedAccountId];
  const isHere = (inRegion ?? region) === region && (inAccount ?? account) === account;
  return isHere ? [] : [`The task definition ${text} is in another account or region than the service.`];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
function demands({ arn, status, onFargate, main }: TaskDefinition): readonly string[] {
  const name = arnOf(arn)?.resource.replace('task-definition/', '') ?? arn;
  const [port, ...more] = main?.ports ?? [];
  const hasPort = port?.protocol === 'tcp' && port.name !== undefined && more.length === 0;
  return [
    ...(status === 'ACTIVE' ? [] : [`The task definition ${name} is ${status}: register a new revision.`]),
    ...(onFargate ? [] : [`The task definition ${name} is not for FARGATE, on which Express runs tasks.`]),
    ...(main ? [] : [`The task definition ${name} has no container named Main, which gets the requests.`]),
    ...(main && !hasPort
      ? [`The container Main of the task definition ${name} needs exactly one TCP port mapping, with a name.`]
      : []),
  ];
}
