import {
  CreateExpressGatewayServiceCommand,
  DescribeExpressGatewayServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  type ExpressGatewayServiceStatusCode,
  ListServiceDeploymentsCommand,
  paginateListTasks,
  type ServiceDeploymentStatus,
  StopServiceDeploymentCommand,
  TagResourceCommand,
  UpdateExpressGatewayServiceCommand,
} from '@aws-sdk/client-ecs';
import { awsErrorName, type ClientOptions, clientSettings, explained, isTransient } from './client.ts';
import {
  type ExpressConfiguration,
  type ExpressRevision,
  type ExpressService,
  type Extent,
  revisionOf,
  serviceOf,
  settingsOf,
} from './express-service.ts';
import { briefly, fully, type ServiceDeployment } from './service-deployment.ts';
import { type StoppedTask, stoppedTask } from './stopped-task.ts';

export type {
  ExpressConfiguration,
  ExpressGatewayServiceStatusCode,
  ExpressRevision,
  ExpressService,
  Extent,
  ServiceDeployment,
  ServiceDeploymentStatus,
  StoppedTask,
};

/** A service in a cluster, by its name. */
export interface ServiceId {
  readonly cluster: string;
  readonly name: string;
}

export interface EcsReader {
  /** The Express service of this name; `foreign`: a service that its owner manages has it. */
  service(id: ServiceId, signal: AbortSignal): Promise<ExpressService | 'foreign' | undefined>;
  /** All deployments of a service in these states; without states, in any. Newest first. */
  deployments(
    id: ServiceId,
    states: readonly ServiceDeploymentStatus[] | undefined,
    signal: AbortSignal,
  ): Promise<readonly ServiceDeployment[]>;
  /** The newest deployment that fits. `throttled`: ECS cannot be asked just now. */
  newestDeployment(
    id: ServiceId,
    fits: (deployment: ServiceDeployment) => boolean,
    signal: AbortSignal,
  ): Promise<ServiceDeployment | 'throttled' | undefined>;
  /** A deployment by its ARN, in full. */
  deployment(arn: string, signal: AbortSignal): Promise<ServiceDeployment | 'throttled' | undefined>;
  /** What ECS tells of a service since a time, oldest first. */
  events(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly string[]>;
  /** Tasks of a service that were started since a time and have ended, oldest first. */
  stoppedTasks(id: ServiceId, since: Date, signal: AbortSignal): Promise<readonly StoppedTask[]>;
}

/** What a write started: the deployment of this revision. */
export interface StartedRevision {
  readonly serviceArn: string;
  readonly revision: ExpressRevision;
}

export interface EcsWriter {
  create(
    id: ServiceId,
    infrastructureRole: string,
    configuration: ExpressConfiguration,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<StartedRevision>;
  /** Goes on from the revision that is there. */
  update(
    serviceArn: string,
    present: ExpressRevision,
    configuration: ExpressConfiguration,
    extent: Extent,
    signal: AbortSignal,
  ): Promise<StartedRevision>;
  /** Stops a deployment and goes back to what served before. */
  rollBack(deploymentArn: string, signal: AbortSignal): Promise<void>;
  tag(serviceArn: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
}

export function ecs(options: ClientOptions): { readonly reader: EcsReader; readonly writer: EcsWriter } {
  const client = new ECSClient(clientSettings(options));
  return { reader: reader(client), writer: writer(client) };
}

function reader(client: ECSClient): EcsReader {
  return {
    async service({ cluster, name }, abortSignal) {
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
    },
    async deployments(id, states, abortSignal) {
      return listed(client, id, states, abortSignal).catch((error) => {
        throw explained(error, `Listing the deployments of the ECS service ${id.name}`);
      });
    },
    async newestDeployment(id, fits, abortSignal) {
      try {
        return (await listed(client, id, undefined, abortSignal)).find(fits);
      } catch (error) {
        if (isTransient(error)) return 'throttled';
        throw explained(error, `Listing the deployments of the ECS service ${id.name}`);
      }
    },
    async deployment(arn, abortSignal) {
      try {
        const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
        const { serviceDeployments: [found] = [] } = await client.send(command, { abortSignal });
        return found && fully(found);
      } catch (error) {
        if (isTransient(error)) return 'throttled';
        throw explained(error, `Reading the service deployment ${arn}`);
      }
    },
    async events({ cluster, name }, since, abortSignal) {
      const found = await describe(client, { cluster, name }, abortSignal).catch((error) => {
        throw explained(error, `Reading the events of the ECS service ${name}`);
      });
      return (found?.events ?? [])
        .filter(({ createdAt }) => createdAt && createdAt >= since)
        .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0))
        .map(({ message = '' }) => message);
    },
    async stoppedTasks({ cluster, name }, since, abortSignal) {
      try {
        const tasks = await stoppedTasks(client, { cluster, name }, abortSignal);
        return tasks
          .filter(({ createdAt }) => createdAt === undefined || createdAt >= since)
          .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
      } catch (error) {
        throw explained(error, `Reading the tasks of the ECS service ${name}`);
      }
    },
  };
}

async function describe(client: ECSClient, { cluster, name }: ServiceId, abortSignal: AbortSignal) {
  const command = new DescribeServicesCommand({ cluster, services: [name] });
  const { services: [found] = [] } = await client.send(command, { abortSignal });
  return found;
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

/** DescribeTasks takes a hundred at a time, and ECS forgets stopped tasks after an hour. */
async function stoppedTasks(
  client: ECSClient,
  { cluster, name }: ServiceId,
  abortSignal: AbortSignal,
): Promise<readonly StoppedTask[]> {
  const input = { cluster, serviceName: name, desiredStatus: 'STOPPED' } as const;
  const found: StoppedTask[] = [];
  for await (const { taskArns = [] } of paginateListTasks({ client }, input, { abortSignal })) {
    if (taskArns.length === 0) continue;
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }), { abortSignal });
    found.push(...tasks.map(stoppedTask));
  }
  return found;
}

function writer(client: ECSClient): EcsWriter {
  return {
    async create({ cluster, name }, infrastructureRoleArn, configuration, tags, abortSignal) {
      const command = new CreateExpressGatewayServiceCommand({
        ...settingsOf(configuration, undefined, 'everything'),
        ...{ serviceName: name, cluster, infrastructureRoleArn, tags: apiTags(tags) },
      });
      const { service } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Creating the Express service ${name}`);
      });
      const created = serviceOf(service ?? {});
      return { serviceArn: created.arn, revision: created.revisions[0] ?? revisionOf({}) };
    },
    async update(serviceArn, present, configuration, extent, abortSignal) {
      const command = new UpdateExpressGatewayServiceCommand({
        serviceArn,
        ...settingsOf(configuration, present, extent),
      });
      const { service } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Updating the Express service ${serviceArn}`);
      });
      return { serviceArn, revision: revisionOf(service?.targetConfiguration ?? {}) };
    },
    async rollBack(serviceDeploymentArn, abortSignal) {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
      await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Stopping the service deployment ${serviceDeploymentArn}`);
      });
    },
    async tag(resourceArn, tags, abortSignal) {
      await client
        .send(new TagResourceCommand({ resourceArn, tags: apiTags(tags) }), { abortSignal })
        .catch((error) => {
          throw explained(error, `Tagging the Express service ${resourceArn}`);
        });
    },
  };
}

function apiTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
