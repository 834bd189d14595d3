import { awsErrorName, explained } from '../client.ts';
import { DescribeExpressGatewayServiceCommand, DescribeServicesCommand, type ECSClient } from './api.ts';
import { type ExpressService, serviceOf } from './express-service.ts';
import type { ServiceId } from './service-id.ts';

export async function findService(
  client: ECSClient,
  { cluster, name }: ServiceId,
  abortSignal: AbortSignal,
): Promise<ExpressService | 'foreign' | undefined> {
  try {
    const found = await describe(client, { cluster, name }, abortSignal);
    if (!found?.serviceArn || found.status === 'INACTIVE') return undefined;
    if (found.resourceManagementType === 'CUSTOMER') return 'foreign';
    const command = new DescribeExpressGatewayServiceCommand({ serviceArn: found.serviceArn, include: ['TAGS'] });
    const { service } = await client.send(command, { abortSignal });
    return service && serviceOf(service);
  } catch (error) {
    if (/^(ResourceNotFoundException|ServiceNotFoundException)$/.test(awsErrorName(error))) return undefined;
    throw explained(error, `Reading the ECS service ${name} in the cluster ${cluster}`);
  }
}

export async function readEvents(
  client: ECSClient,
  { cluster, name }: ServiceId,
  since: Date,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const found = await describe(client, { cluster, name }, abortSignal).catch((error) => {
    throw explained(error, `Reading the events of the ECS service ${name}`);
  });
  return (found?.events ?? [])
    .filter(({ createdAt }) => createdAt && createdAt >= since)
    .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0))
    .map(({ message = '' }) => message);
}

async function describe(client: ECSClient, { cluster, name }: ServiceId, abortSignal: AbortSignal) {
  const command = new DescribeServicesCommand({ cluster, services: [name] });
  const { services: [found] = [] } = await client.send(command, { abortSignal });
  return found;
}
