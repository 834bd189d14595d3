import type { CreateExpressGatewayServiceRequest } from '@aws-sdk/client-ecs';
import type { ExpressConfiguration, ExpressRevision } from './express-service.ts';

type Settings = Pick<
  CreateExpressGatewayServiceRequest,
  | 'executionRoleArn'
  | 'taskRoleArn'
  | 'healthCheckPath'
  | 'primaryContainer'
  | 'networkConfiguration'
  | 'cpu'
  | 'memory'
  | 'cpuArchitecture'
  | 'scalingTarget'
  | 'taskDefinitionArn'
>;

/** Whether unchanged settings are sent as well: needed when the settings in force are not certain. */
export type Extent = 'changes' | 'everything';

/**
 * The settings that AWS is sent. The container goes whole, since it replaces what was there, and so do sizes, roles and health check, whose
 * defaults differ between AWS's own pages. Network and scaling can be changed outside of Express: left as they are, they are not
 * sent. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-advanced-customization.html
 */
export function settingsOf(
  wanted: ExpressConfiguration,
  present: ExpressRevision | undefined,
  extent: Extent,
): Settings {
  const scaling = scalingOf(wanted, present, extent);
  const network = networkOf(wanted, present, extent);
  return {
    ...taskOf(wanted, present),
    ...(wanted.healthCheckPath ? { healthCheckPath: wanted.healthCheckPath } : {}),
    ...(network ? { networkConfiguration: network } : {}),
    ...(scaling ? { scalingTarget: scaling } : {}),
  };
}

/** A task definition excludes everything else about the task. */
function taskOf(wanted: ExpressConfiguration, present: ExpressRevision | undefined): Settings {
  if (wanted.taskDefinition !== undefined) return { taskDefinitionArn: wanted.taskDefinition };
  return {
    ...(wanted.executionRole ? { executionRoleArn: wanted.executionRole } : {}),
    ...(wanted.taskRole ? { taskRoleArn: wanted.taskRole } : {}),
    ...(wanted.cpu ? { cpu: wanted.cpu } : {}),
    ...(wanted.memory ? { memory: wanted.memory } : {}),
    ...(wanted.architecture ? { cpuArchitecture: wanted.architecture } : {}),
    primaryContainer: containerOf(wanted, present?.described.primaryContainer),
  };
}

/** What the configuration does not have is taken off; what it does not know stays as described. */
function containerOf(
  { image, port, command, logGroup, logStreamPrefix, ...wanted }: ExpressConfiguration,
  described: Settings['primaryContainer'],
): Settings['primaryContainer'] {
  const { repositoryCredentials: credentialsParameter, environment, secrets } = wanted;
  return {
    ...described,
    image,
    containerPort: port,
    command: command && [...command],
    awsLogsConfiguration: logGroup === undefined ? undefined : { logGroup, logStreamPrefix: logStreamPrefix ?? 'ecs' },
    repositoryCredentials: credentialsParameter === undefined ? undefined : { credentialsParameter },
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
  };
}

function networkOf(
  { subnets, securityGroups }: ExpressConfiguration,
  present: ExpressRevision | undefined,
  extent: Extent,
): Settings['networkConfiguration'] {
  const same = isSame(
    [subnets, securityGroups],
    [present?.configuration.subnets, present?.configuration.securityGroups],
  );
  if ((same && extent === 'changes') || (!subnets && !securityGroups)) return undefined;
  return {
    ...(subnets ? { subnets: [...subnets] } : {}),
    ...(securityGroups ? { securityGroups: [...securityGroups] } : {}),
  };
}

function scalingOf(
  wanted: ExpressConfiguration,
  present: ExpressRevision | undefined,
  extent: Extent,
): Settings['scalingTarget'] {
  const members = ({ minTasks, maxTasks, scalingMetric, scalingTarget }: Partial<ExpressConfiguration>) => [
    ...[minTasks, maxTasks, scalingMetric, scalingTarget],
  ];
  const same = isSame(members(wanted), members(present?.configuration ?? {}));
  if ((same && extent === 'changes') || members(wanted).every((member) => member === undefined)) return undefined;
  return {
    ...present?.described.scalingTarget,
    ...(wanted.minTasks === undefined ? {} : { minTaskCount: wanted.minTasks }),
    ...(wanted.maxTasks === undefined ? {} : { maxTaskCount: wanted.maxTasks }),
    ...(wanted.scalingMetric ? { autoScalingMetric: wanted.scalingMetric } : {}),
    ...(wanted.scalingTarget === undefined ? {} : { autoScalingTargetValue: wanted.scalingTarget }),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
