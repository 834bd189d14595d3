import { randomBytes, randomInt } from 'node:crypto';
import type {
  CreateExpressGatewayServiceRequest,
  DescribeExpressGatewayServiceRequest,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import type { Operations } from '../core/json-service.ts';
import type { Access, CallContext } from '../core/service.ts';
import { clusterName, serviceAccess } from './access.ts';
import { configurationOf } from './configuration.ts';
import { startDeployment } from './deployments.ts';
import { ecsErrors } from './errors.ts';
import type { EcsParts } from './parts.ts';
import type { ServiceStore } from './service-store.ts';
import { type EcsService, type ExpressConfiguration, isOver, type Revision } from './state.ts';
import { expressDefinition, type TaskDefinitions } from './task-definitions.ts';
import { expressView, updatedView } from './views.ts';

/** What Express services are made of besides themselves. */
export interface ExpressOutside {
  readonly definitions: TaskDefinitions;
  hasCluster(accountId: string, region: string, name: string): boolean;
}

/** The calls on Express services. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
export function expressOperations(
  parts: EcsParts,
  store: ServiceStore,
  { hasCluster, definitions }: ExpressOutside,
): Operations {
  const on = (action: string) => (input: { readonly serviceArn: string }) =>
    serviceAccess(store, action, input.serviceArn);
  return {
    CreateExpressGatewayService: {
      access: (input: CreateExpressGatewayServiceRequest, context) => createAccess(input, context),
      perform: async (input: CreateExpressGatewayServiceRequest, context) => {
        const { accountId, region } = context;
        if (!hasCluster(accountId, region, clusterName(input.cluster))) throw ecsErrors.noCluster();
        requireInfrastructureRole(parts, input.infrastructureRoleArn);
        const fresh = newService(store, input, context);
        const configuration = configurationOf(input, undefined, configurationContext(fresh, definitions));
        const service = await store.add(fresh);
        const first = revisionOf(parts, service, configuration);
        adoptDefinition(definitions, first);
        startDeployment(parts, service, first);
        return { service: expressView(service, true) };
      },
    },
    UpdateExpressGatewayService: {
      access: (input: UpdateExpressGatewayServiceRequest & { readonly serviceArn: string }) => [
        ...on('UpdateExpressGatewayService')(input),
        ...roleAccesses(input),
      ],
      perform: (input: UpdateExpressGatewayServiceRequest & { readonly serviceArn: string }) => {
        const service = store.express(input.serviceArn);
        if (service.status !== 'ACTIVE') throw ecsErrors.notActive();
        const before = service.active.at(-1);
        const target = revisionOf(
          parts,
          service,
          configurationOf(input, before?.configuration, configurationContext(service, definitions)),
        );
        adoptDefinition(definitions, target);
        startDeployment(parts, service, target);
        return { service: updatedView(service, target) };
      },
    },
    DescribeExpressGatewayService: {
      access: on('DescribeExpressGatewayService') as (input: unknown) => readonly Access[],
      perform: (input: DescribeExpressGatewayServiceRequest) => ({
        service: expressView(store.express(input.serviceArn ?? ''), input.include?.includes('TAGS') ?? false),
      }),
    },
    DeleteExpressGatewayService: {
      access: on('DeleteExpressGatewayService'),
      perform: (input: { readonly serviceArn: string }) => {
        const service = store.express(input.serviceArn);
        if (service.status !== 'ACTIVE') throw ecsErrors.notActive();
        service.status = 'DRAINING';
        for (const deployment of service.deployments.filter((one) => !isOver(one))) deployment.interrupt('abort');
        drain(parts, service).catch((error: unknown) => {
          if (!parts.closing.aborted) throw error;
        });
        return { service: expressView(service, false) };
      },
    },
  };
}

function adoptDefinition(definitions: TaskDefinitions, { taskDefinitionArn, configuration }: Revision): void {
  if (configuration.ownTaskDefinition === undefined)
    definitions.adopt(taskDefinitionArn, expressDefinition(configuration));
}

async function drain(parts: EcsParts, service: EcsService): Promise<void> {
  await parts.wait(parts.times.drainMilliseconds);
  const router = parts.router(service);
  const instance = router.current();
  router.routeTo(undefined);
  await instance?.stop();
  service.status = 'INACTIVE';
}

function newService(
  store: ServiceStore,
  input: CreateExpressGatewayServiceRequest,
  { accountId, region, now }: CallContext,
): Omit<EcsService, 'endpoint'> {
  const cluster = clusterName(input.cluster);
  const name = input.serviceName ?? `express-${randomBytes(4).toString('hex')}`;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw ecsErrors.invalid(`serviceName ${name} is not allowed.`);
  const existing = store.find(name, { accountId, region, cluster });
  if (existing?.status === 'ACTIVE') throw ecsErrors.invalid('Creation of service was not idempotent.');
  if (existing?.status === 'DRAINING') throw ecsErrors.invalid('Unable to Start a service that is still Draining.');
  return {
    accountId,
    region,
    cluster,
    name,
    arn: `arn:aws:ecs:${region}:${accountId}:service/${cluster}/${name}`,
    management: 'ECS',
    infrastructureRoleArn: input.infrastructureRoleArn ?? '',
    status: 'ACTIVE',
    createdAt: now,
    updatedAt: now,
    active: [],
    served: undefined,
    tags: new Map((input.tags ?? []).map(({ key = '', value = '' }) => [key, value])),
    deployments: [],
    tasks: [],
    events: [],
  };
}

function configurationContext(
  { cluster, name, active }: Pick<EcsService, 'cluster' | 'name' | 'active'>,
  definitions: TaskDefinitions,
) {
  return {
    taskDefinition: definitions.find,
    logGroup: active[0]?.configuration.logGroup ?? `/aws/ecs/${cluster}/${name}-${randomBytes(2).toString('hex')}`,
    defaultSubnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'],
  };
}

function revisionOf({ clock }: EcsParts, service: EcsService, configuration: ExpressConfiguration): Revision {
  const { region, accountId, cluster, name } = service;
  const number = service.deployments.length + 1;
  return {
    arn: `${service.arn.replace(':service/', ':service-revision/')}/${randomInt(10 ** 12)}${randomInt(10 ** 7)}`,
    taskDefinitionArn:
      configuration.ownTaskDefinition ??
      `arn:aws:ecs:${region}:${accountId}:task-definition/${cluster}-${name}:${number}`,
    createdAt: clock.now(),
    configuration,
  };
}

/** ECS tries the infrastructure role when it is told of it. */
function requireInfrastructureRole({ iam }: EcsParts, arn: string | undefined): void {
  if (!arn) throw ecsErrors.invalid('infrastructureRoleArn is required.');
  if (!iam.assumeForService(arn, 'ecs.amazonaws.com', 'ecs'))
    throw ecsErrors.invalid(
      `Unable to assume the service linked role. Please verify that the infrastructure role ${arn} exists and trusts ecs.amazonaws.com.`,
    );
}

function createAccess(
  input: CreateExpressGatewayServiceRequest,
  { region, accountId }: CallContext,
): readonly Access[] {
  const resource = `arn:aws:ecs:${region}:${accountId}:service/${clusterName(input.cluster)}/${input.serviceName ?? '*'}`;
  const tags = Object.fromEntries((input.tags ?? []).map(({ key, value = '' }) => [`aws:RequestTag/${key}`, value]));
  return [
    { action: 'ecs:CreateExpressGatewayService', resource, conditions: tags },
    ...(input.tags?.length ? [{ action: 'ecs:TagResource', resource, conditions: tags }] : []),
    ...passRole(input.infrastructureRoleArn, 'ecs.amazonaws.com'),
    ...roleAccesses(input),
  ];
}

/** ECS registers the task definition in the caller's name; whoever gives a role to it needs iam:PassRole. */
function roleAccesses(
  input: Pick<UpdateExpressGatewayServiceRequest, 'executionRoleArn' | 'taskRoleArn' | 'taskDefinitionArn'>,
): readonly Access[] {
  if (input.taskDefinitionArn) return [];
  return [
    { action: 'ecs:RegisterTaskDefinition', resource: '*' },
    ...passRole(input.executionRoleArn, 'ecs-tasks.amazonaws.com'),
    ...passRole(input.taskRoleArn, 'ecs-tasks.amazonaws.com'),
  ];
}

/** For whoever gives a role to a service. */
export function passRole(resource: string | undefined, service: string): readonly Access[] {
  return resource ? [{ action: 'iam:PassRole', resource, conditions: { 'iam:PassedToService': service } }] : [];
}
