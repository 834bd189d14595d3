import type { ExpressConfiguration } from '../../aws/ecs.ts';
import type { Fields } from '../../deployment/fields.ts';
import { pinnedImage } from '../../deployment/image.ts';
import { wantedVariables } from '../../deployment/variables.ts';
import { commandLineText } from '../../domain/command-line.ts';
import type { Inputs } from './contract.ts';
import type { Facts } from './observe.ts';
import { type TaskPart, taskOf } from './task-definition.ts';

/** What the inputs make of the present configuration: an input left out keeps what is there. */
export function wantedConfiguration(inputs: Inputs, { revision, image, taskDefinitions }: Facts): ExpressConfiguration {
  const present = revision?.configuration ?? newService;
  return { ...wantedTask(inputs, present, { image, taskDefinitions }), ...wantedAround(inputs, present) };
}

function wantedTask(
  inputs: Inputs,
  present: ExpressConfiguration,
  { image, taskDefinitions }: Pick<Facts, 'image' | 'taskDefinitions'>,
): TaskPart {
  const { taskDefinition: given } = inputs;
  if (typeof given === 'object') return taskOf(taskDefinitions.wanted, given.text);
  if (present.taskDefinition === undefined) return wantedContainer(inputs, present, image);
  // What a task definition says is nothing that the inputs could keep a part of.
  return given === 'off'
    ? wantedContainer(inputs, newService, image)
    : taskOf(taskDefinitions.present, present.taskDefinition);
}

function wantedContainer(inputs: Inputs, present: ExpressConfiguration, image: Facts['image']): TaskPart {
  return {
    taskDefinition: undefined,
    image: inputs.image === undefined ? present.image : pinnedImage(inputs.image, image),
    ...wantedVariables(inputs, present),
    port: inputs.port ?? present.port,
    command: inputs.startCommand === 'off' ? undefined : (inputs.startCommand ?? present.command),
    logGroup: inputs.logGroup ?? present.logGroup,
    logStreamPrefix: inputs.logStreamPrefix ?? present.logStreamPrefix,
    repositoryCredentials: credentials(inputs.repositoryCredentials, present.repositoryCredentials),
    cpu: inputs.cpu ?? present.cpu,
    memory: inputs.memory ?? present.memory,
    architecture: inputs.architecture ?? present.architecture,
    executionRole: inputs.executionRole?.text ?? present.executionRole,
    taskRole: inputs.taskRole?.text ?? present.taskRole,
  };
}

/** What surrounds the task, whoever defines it. */
function wantedAround(inputs: Inputs, present: ExpressConfiguration): Omit<ExpressConfiguration, keyof TaskPart> {
  return {
    healthCheckPath: inputs.healthCheckPath ?? present.healthCheckPath,
    subnets: inputs.subnets.length > 0 ? inputs.subnets : present.subnets,
    securityGroups: inputs.securityGroups.length > 0 ? inputs.securityGroups : present.securityGroups,
    minTasks: inputs.minTasks ?? present.minTasks,
    maxTasks: inputs.maxTasks ?? present.maxTasks,
    scalingMetric: inputs.scalingMetric ?? present.scalingMetric,
    scalingTarget: inputs.scalingTarget ?? present.scalingTarget,
  };
}

function credentials(given: Inputs['repositoryCredentials'], present: string | undefined): string | undefined {
  if (given === 'off') return undefined;
  return given?.text ?? present;
}

/** A configuration as the plan compares and shows it. */
export function fieldsOf(configuration: ExpressConfiguration): Fields {
  const { environment, secrets, command, subnets, securityGroups, ...rest } = configuration;
  const settings = {
    ...rest,
    port: text(rest.port),
    minTasks: text(rest.minTasks),
    maxTasks: text(rest.maxTasks),
    scalingTarget: text(rest.scalingTarget),
    command: command && commandLineText(command),
    // Their order means nothing to ECS.
    subnets: subnets?.toSorted().join(' '),
    securityGroups: securityGroups?.toSorted().join(' '),
  };
  return { environment, secrets, settings };
}

/**
 * What a new service gets where the inputs say nothing. AWS's own pages differ about its defaults, so all are sent; these are
 * App Runner's.
 */
const newService: ExpressConfiguration = {
  ...{ taskDefinition: undefined, image: '', environment: {}, secrets: {} },
  ...{ port: 8080, cpu: '1024', memory: '2048', architecture: 'X86_64', healthCheckPath: '/' },
  ...{ command: undefined, executionRole: undefined, taskRole: undefined },
  ...{ logGroup: undefined, logStreamPrefix: undefined, repositoryCredentials: undefined },
  ...{ subnets: undefined, securityGroups: undefined },
  ...{ minTasks: undefined, maxTasks: undefined, scalingMetric: undefined, scalingTarget: undefined },
};

function text(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}
