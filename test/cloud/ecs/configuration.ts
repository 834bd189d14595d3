import type {
  CreateExpressGatewayServiceRequest,
  ExpressGatewayServiceAwsLogsConfiguration,
  TaskDefinition,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { ecsErrors } from './errors.ts';
import type { ExpressConfiguration } from './state.ts';
import { taskOf } from './task-definitions.ts';

type Input = Partial<CreateExpressGatewayServiceRequest> | UpdateExpressGatewayServiceRequest;

/** What decides defaults besides the input. */
export interface ConfigurationContext {
  /** The log group that ECS makes for the service. */
  readonly logGroup: string;
  /** Subnets of the default VPC. */
  readonly defaultSubnets: readonly string[];
  taskDefinition(arn: string): TaskDefinition | undefined;
}

/**
 * The configuration that an input asks for. Left out, a member keeps what was there; the container and the network
 * replace what was there as a whole, so that members they leave out take the documented defaults.
 */
export function configurationOf(
  input: Input,
  before: ExpressConfiguration | undefined,
  context: ConfigurationContext,
): ExpressConfiguration {
  const network = input.networkConfiguration;
  return {
    ...taskPart(input, before, context),
    subnets: network?.subnets ?? before?.subnets ?? context.defaultSubnets,
    securityGroups: network?.securityGroups ?? before?.securityGroups ?? [],
    healthCheckPath: pathOf(input.healthCheckPath ?? before?.healthCheckPath ?? '/ping'),
    scalingTarget: scalingOf(input.scalingTarget, before?.scalingTarget),
  };
}

function taskPart(input: Input, before: ExpressConfiguration | undefined, context: ConfigurationContext) {
  if (input.taskDefinitionArn) {
    const excluded = [
      'primaryContainer',
      'executionRoleArn',
      'taskRoleArn',
      'cpu',
      'memory',
      'cpuArchitecture',
    ] as const;
    const given = excluded.filter((name) => input[name] !== undefined);
    if (given.length > 0) throw ecsErrors.invalid(`${given.join(', ')} cannot be specified with taskDefinitionArn.`);
    return taskOf(context.taskDefinition(input.taskDefinitionArn), context.logGroup);
  }
  const size = sizeOf(input, before);
  const executionRoleArn = input.executionRoleArn ?? before?.executionRoleArn;
  if (!executionRoleArn) throw ecsErrors.invalid('executionRoleArn is required.');
  return {
    ...containerOf(input, before, context),
    ...size,
    executionRoleArn,
    taskRoleArn: input.taskRoleArn ?? before?.taskRoleArn,
    cpuArchitecture: input.cpuArchitecture ?? before?.cpuArchitecture ?? 'X86_64',
  };
}

function containerOf(input: Input, before: ExpressConfiguration | undefined, { logGroup }: ConfigurationContext) {
  const container = input.primaryContainer;
  if (!container) {
    if (!before) throw ecsErrors.invalid('primaryContainer is required.');
    return before;
  }
  if (!container.image) throw ecsErrors.invalid('primaryContainer.image is required.');
  const port = container.containerPort ?? 80;
  if (!(port >= 1 && port <= 65_535)) throw ecsErrors.invalid(`containerPort ${port} is no port.`);
  const { environment = [], secrets = [] } = container;
  const names = [...environment, ...secrets].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw ecsErrors.invalid(
      `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${twice}'.`,
    );
  return {
    ownTaskDefinition: undefined,
    image: container.image,
    port,
    ...logsOf(container.awsLogsConfiguration, logGroup),
    repositoryCredentials: secretArn(container.repositoryCredentials?.credentialsParameter),
    command: container.command ?? [],
    environment: environment as ExpressConfiguration['environment'],
    secrets: secrets as ExpressConfiguration['secrets'],
  };
}

/** Group and prefix are given together. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayServiceAwsLogsConfiguration.html */
function logsOf(given: ExpressGatewayServiceAwsLogsConfiguration | undefined, made: string) {
  if (!given) return { logGroup: made, logStreamPrefix: 'ecs' };
  const { logGroup, logStreamPrefix } = given;
  if (!logGroup || !logStreamPrefix)
    throw ecsErrors.invalid('awsLogsConfiguration needs logGroup and logStreamPrefix.');
  return { logGroup, logStreamPrefix };
}

function secretArn(arn: string | undefined): string | undefined {
  if (arn !== undefined && !/^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:./.test(arn))
    throw ecsErrors.invalid('credentialsParameter must be the ARN of a secret.');
  return arn;
}

/** MiB that go with CPU units: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
function memoryFits(cpu: number, memory: number): boolean {
  const steps: Readonly<Record<number, readonly [least: number, most: number, step: number]>> = {
    512: [1024, 4096, 1024],
    1024: [2048, 8192, 1024],
    2048: [4096, 16_384, 1024],
    4096: [8192, 30_720, 1024],
    8192: [16_384, 61_440, 4096],
    16384: [32_768, 122_880, 8192],
  };
  if (cpu === 256) return [512, 1024, 2048].includes(memory);
  const [least, most, step] = steps[cpu] ?? [1, 0, 1];
  return memory >= least && memory <= most && memory % step === 0;
}

function sizeOf(input: Input, before: ExpressConfiguration | undefined) {
  const cpu = input.cpu ?? before?.cpu ?? '256';
  const memory = input.memory ?? before?.memory ?? '512';
  if (!memoryFits(Number(cpu), Number(memory)))
    throw ecsErrors.invalid('No Fargate configuration exists for given values.');
  return { cpu, memory };
}

function pathOf(path: string): string {
  if (!path.startsWith('/')) throw ecsErrors.invalid('healthCheckPath must begin with a slash.');
  return path;
}

function scalingOf(
  input: Input['scalingTarget'],
  before: ExpressConfiguration['scalingTarget'] | undefined,
): ExpressConfiguration['scalingTarget'] {
  const scaling = {
    minTaskCount: input?.minTaskCount ?? before?.minTaskCount ?? 1,
    maxTaskCount: input?.maxTaskCount ?? before?.maxTaskCount ?? 20,
    autoScalingMetric: input?.autoScalingMetric ?? before?.autoScalingMetric ?? 'AVERAGE_CPU',
    autoScalingTargetValue: input?.autoScalingTargetValue ?? before?.autoScalingTargetValue ?? 60,
  };
  if (scaling.minTaskCount > scaling.maxTaskCount)
    throw ecsErrors.invalid('minTaskCount must not be greater than maxTaskCount.');
  return scaling;
}
