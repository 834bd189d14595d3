import { explained } from '../client.ts';
import {
  DescribeServiceDeploymentsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
} from './api.ts';
import { briefly, fully, type ServiceDeployment } from './service-deployment.ts';
import type { ServiceId } from './service-id.ts';
import { isNotThere } from './services.ts';
import type { ServiceDeploymentStatus } from './vocabulary.ts';

export async function findDeployments(
  client: ECSClient,
  id: ServiceId,
  states: readonly ServiceDeploymentStatus[] | undefined,
  abortSignal: AbortSignal,
): Promise<readonly ServiceDeployment[]> {
  return listed(client, id, states, abortSignal).catch((error) => {
    if (isNotThere(error, id)) return [];
    throw explained(error, `Listing the deployments of the ECS service ${id.name}`);
  });
}

export async function findNewestDeployment(
  client: ECSClient,
  id: ServiceId,
  fits: (deployment: ServiceDeployment) => boolean,
  abortSignal: AbortSignal,
): Promise<ServiceDeployment | undefined> {
  try {
    return (await listed(client, id, undefined, abortSignal)).find(fits);
  } catch (error) {
    if (isNotThere(error, id)) return undefined;
    throw explained(error, `Listing the deployments of the ECS service ${id.name}`);
  }
}

/** In which order ECS lists them is not documented. */
async function listed(
  client: ECSClient,
  { cluster, name: service }: ServiceId,
  states: readonly ServiceDeploymentStatus[] | undefined,
  abortSignal: AbortSignal,
): Promise<readonly ServiceDeployment[]> {
  const input = { cluster, service, maxResults: 100, ...(states ? { status: [...states] } : {}) };
  const all: ServiceDeployment[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListServiceDeploymentsCommand({ ...input, ...(nextToken ? { nextToken } : {}) });
    const page = await client.send(command, { abortSignal });
    all.push(...(page.serviceDeployments ?? []).map(briefly));
    nextToken = page.nextToken;
  } while (nextToken);
  return all.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
}

export async function readDeployment(
  client: ECSClient,
  arn: string,
  abortSignal: AbortSignal,
): Promise<ServiceDeployment | undefined> {
  try {
    const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
    const { serviceDeployments: [found] = [] } = await client.send(command, { abortSignal });
    return found && fully(found);
  } catch (error) {
    throw explained(error, `Reading the service deployment ${arn}`);
  }
}

export async function rollBack(
  client: ECSClient,
  serviceDeploymentArn: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
  await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Stopping the service deployment ${serviceDeploymentArn}`);
  });
}
