import type { CapacityProviderStrategyItem, Service } from '@aws-sdk/client-ecs';
import { explained } from '../client.ts';
import { DescribeExpressGatewayServiceCommand, DescribeServicesCommand, type ECSClient } from './api.ts';
import type { ServiceId } from './service-id.ts';
import { isNotThere } from './services.ts';

/** How a service, of Express Mode or of its owner, starts its tasks. */
export interface ServiceTask {
  /** ARN of the task definition in force. */
  readonly taskDefinition: string;
  readonly network: TaskNetwork | undefined;
  readonly launch: TaskLaunch;
}

export interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Undefined: ECS does not tell. */
  readonly publicIp: boolean | undefined;
}

/** What tasks are started on. */
export type TaskLaunch =
  | { readonly launchType: 'FARGATE' | 'EC2' }
  | { readonly capacityProviders: readonly CapacityProviderStrategyItem[] };

export async function findServiceTask(
  client: ECSClient,
  id: ServiceId,
  abortSignal: AbortSignal,
): Promise<ServiceTask | undefined> {
  try {
    const command = new DescribeServicesCommand({ cluster: id.cluster, services: [id.name] });
    const { services: [found] = [] } = await client.send(command, { abortSignal });
    if (!found?.serviceArn || found.status === 'INACTIVE') return undefined;
    const told = serviceTaskOf(found);
    if (found.resourceManagementType === 'CUSTOMER' || (told.taskDefinition && told.network)) return told;
    return { ...told, ...(await ofExpress(client, found.serviceArn, abortSignal)) };
  } catch (error) {
    if (isNotThere(error, id)) return undefined;
    throw explained(error, `Reading the ECS service ${id.name} in the cluster ${id.cluster}`);
  }
}

function serviceTaskOf({ taskDefinition = '', networkConfiguration, ...service }: Service): ServiceTask {
  const vpc = networkConfiguration?.awsvpcConfiguration;
  return {
    taskDefinition,
    network: vpc && {
      subnets: vpc.subnets ?? [],
      securityGroups: vpc.securityGroups ?? [],
      publicIp: vpc.assignPublicIp && vpc.assignPublicIp === 'ENABLED',
    },
    launch: launchOf(service),
  };
}

/** A task that runs once is not to be ended for want of spot capacity, so FARGATE_SPOT becomes FARGATE. */
function launchOf({ launchType, capacityProviderStrategy = [] }: Service): TaskLaunch {
  if (launchType === 'EC2') return { launchType };
  const isFargate = capacityProviderStrategy.every(({ capacityProvider = '' }) =>
    capacityProvider.startsWith('FARGATE'),
  );
  return isFargate ? { launchType: 'FARGATE' } : { capacityProviders: capacityProviderStrategy };
}

/** The newest revision of an Express service, where its description as a service leaves it out. */
async function ofExpress(client: ECSClient, serviceArn: string, abortSignal: AbortSignal) {
  const { service } = await client.send(new DescribeExpressGatewayServiceCommand({ serviceArn }), { abortSignal });
  const [newest] = (service?.activeConfigurations ?? []).toSorted(
    (a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
  );
  const { subnets = [], securityGroups = [] } = newest?.networkConfiguration ?? {};
  return {
    taskDefinition: newest?.taskDefinitionArn ?? '',
    network: { subnets, securityGroups, publicIp: undefined },
  };
}
