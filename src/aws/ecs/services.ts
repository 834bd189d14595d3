import type { Service } from '@aws-sdk/client-ecs';
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
    if (isNotThere(error, { cluster, name })) return undefined;
    throw explained(error, `Reading the ECS service ${name} in the cluster ${cluster}`);
  }
}

/** Whether a service is not there, or not yet. ECS makes the cluster `default` with the first Express service. */
export function isNotThere(error: unknown, { cluster }: ServiceId): boolean {
  const name = awsErrorName(error);
  return (
    /^(ResourceNotFoundException|ServiceNotFoundException)$/.test(name) ||
    (name === 'ClusterNotFoundException' && cluster === 'default')
  );
}

/** How many tasks of a service run, and what ECS tells of them. */
export interface ServiceState {
  readonly running: number;
  readonly desired: number;
  /** Oldest first. */
  readonly events: readonly ServiceEvent[];
}

export interface ServiceEvent {
  readonly at: Date;
  readonly message: string;
}

export async function readState(
  client: ECSClient,
  { cluster, name }: ServiceId,
  abortSignal: AbortSignal,
): Promise<ServiceState | undefined> {
  try {
    const found = await describe(client, { cluster, name }, abortSignal);
    return found && { running: found.runningCount ?? 0, desired: found.desiredCount ?? 0, events: eventsOf(found) };
  } catch (error) {
    if (isNotThere(error, { cluster, name })) return undefined;
    throw explained(error, `Reading the tasks of the ECS service ${name}`);
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
  return eventsOf(found ?? {})
    .filter(({ at }) => at >= since)
    .map(({ message }) => message);
}

function eventsOf({ events = [] }: Pick<Service, 'events'>): readonly ServiceEvent[] {
  return events
    .flatMap(({ createdAt, message = '' }) => (createdAt ? [{ at: createdAt, message }] : []))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

async function describe(client: ECSClient, { cluster, name }: ServiceId, abortSignal: AbortSignal) {
  const command = new DescribeServicesCommand({ cluster, services: [name] });
  const { services: [found] = [] } = await client.send(command, { abortSignal });
  return found;
}
