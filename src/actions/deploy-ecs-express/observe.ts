import type { EcrReader } from '../../aws/ecr.ts';
import type { EcsReader, ServiceId } from '../../aws/ecs.ts';
import { type ImagesFacts, observeImages } from '../../deployment/image.ts';
import type { Found, Presence } from '../../deployment/presence.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import { arnOf } from '../../domain/arn.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { foreign } from './failures.ts';
import { deploymentsOf, firstLook, goingOnAt } from './look.ts';
import { nothingStands, type Standing, type StandingService, standingOf } from './standing.ts';
import { readinessOf } from './state-table.ts';
import { observeTaskDefinitions, type TaskDefinitions, withTaskDefinition } from './task-definition.ts';

export type Facts = ImagesFacts & Standing & { readonly taskDefinitions: TaskDefinitions };

interface Readers {
  readonly ecs: EcsReader;
  readonly ecr: EcrReader;
}

/** The service that the inputs mean. */
export function serviceId({
  service: { name, cluster: own },
  cluster,
}: Pick<Inputs, 'service' | 'cluster'>): ServiceId {
  return { name, cluster: own ?? cluster };
}

export async function presence(
  inputs: Inputs,
  { ecs }: Pick<Readers, 'ecs'>,
  context: Pick<Context, 'signal' | 'clock'>,
): Promise<Presence<StandingService>> {
  const id = serviceId(inputs);
  const service = await firstLook(id, ecs, context);
  if (service === 'foreign') throw foreign(id);
  if (!service || readinessOf(service.status) === 'gone') return { kind: 'free', service: undefined };
  if (readinessOf(service.status) === 'leaving') return { kind: 'busy', running: 'it is being deleted' };
  const deployments = await deploymentsOf(service, { id, ecs }, context);
  const look = { service, deployments };
  const now = context.clock.now();
  const running = goingOnAt(look, now);
  return running === undefined
    ? { kind: 'free', service: { ...service, standing: standingOf(look, now) } }
    : { kind: 'busy', running };
}

export async function facts(
  inputs: Inputs,
  { service }: Found<StandingService>,
  { ecs, ecr }: Readers,
  context: Context,
): Promise<Facts> {
  const standing = service?.standing ?? nothingStands;
  const region = service ? arnOf(service.arn)?.region : inputs.awsRegion;
  const taskDefinitions = await observeTaskDefinitions(inputs, standing.revision, ecs, context.signal);
  const revision = standing.revision && withTaskDefinition(standing.revision, taskDefinitions);
  const images = { wanted: inputs.image, present: revision?.configuration.image, region };
  return { ...standing, revision, taskDefinitions, ...(await observeImages(images, ecr, context)) };
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-overview.html */
export function roles(
  { executionRole, taskRole, infrastructureRole }: Inputs,
  { service, revision }: Found<StandingService> & Facts,
): readonly RoleUse[] {
  const { executionRole: execution, taskRole: task } = revision?.configuration ?? {};
  const tasks = { kind: 'role', service: 'ecs-tasks.amazonaws.com' } as const;
  return [
    { ...tasks, input: 'execution-role', wanted: executionRole?.text, present: execution },
    { ...tasks, input: 'task-role', wanted: taskRole?.text, present: task },
    {
      ...{ kind: 'role', service: 'ecs.amazonaws.com', input: 'infrastructure-role' },
      ...{ wanted: infrastructureRole?.text, present: service?.infrastructureRole },
    },
  ];
}
