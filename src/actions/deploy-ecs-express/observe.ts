import type { EcrReader } from '../../aws/ecr.ts';
import type { EcsReader, ExpressRevision, ExpressService, ServiceDeployment, ServiceId } from '../../aws/ecs.ts';
import { type ImagesFacts, observeImages } from '../../deployment/image.ts';
import type { Found, Presence } from '../../deployment/presence.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import { arnOf } from '../../domain/arn.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { goingOn, readinessOf, verdictOf } from './state-table.ts';
import { observeTaskDefinitions, type TaskDefinitions, withTaskDefinition } from './task-definition.ts';

export interface Facts extends ImagesFacts {
  /** What serves; where nothing has served yet, what was tried last. */
  readonly revision: ExpressRevision | undefined;
  /** Whether the service ever served. */
  readonly serves: boolean;
  /** Whether the last deployment broke off, so that it is not known which revision serves until the next one. */
  readonly isUnclear: boolean;
  readonly taskDefinitions: TaskDefinitions;
}

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
  { signal }: Pick<Context, 'signal'>,
): Promise<Presence<ExpressService>> {
  const id = serviceId(inputs);
  const service = await ecs.service(id, signal);
  if (service === 'foreign') throw foreign(id);
  if (!service || readinessOf(service.status) === 'gone') return { kind: 'free', service: undefined };
  if (readinessOf(service.status) === 'leaving') return { kind: 'busy', running: 'it is being deleted' };
  const [running] = await ecs.deployments(id, goingOn, signal);
  if (!running) return { kind: 'free', service };
  const since = running.createdAt?.toISOString() ?? 'just now';
  return { kind: 'busy', running: `the deployment ${running.arn}, ${running.status} since ${since}` };
}

function foreign({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `The ECS service ${name} in the cluster ${cluster} is no Express service; nothing was changed.`,
    why: 'Its owner manages its task definition and load balancer.',
    next: 'Give another `service`, or deploy it with aws-actions/amazon-ecs-deploy-task-definition.',
  });
}

export async function facts(
  inputs: Inputs,
  { service }: Found<ExpressService>,
  { ecs, ecr }: Readers,
  context: Context,
): Promise<Facts> {
  const deployments = service ? await ecs.deployments(serviceId(inputs), undefined, context.signal) : [];
  const standing = service
    ? standingOf(service, deployments)
    : { revision: undefined, serves: false, isUnclear: false };
  const region = service ? arnOf(service.arn)?.region : inputs.awsRegion;
  const taskDefinitions = await observeTaskDefinitions(inputs, standing.revision, ecs, context.signal);
  const revision = standing.revision && withTaskDefinition(standing.revision, taskDefinitions);
  const images = { wanted: inputs.image, present: revision?.configuration.image, region };
  return { ...standing, revision, taskDefinitions, ...(await observeImages(images, ecr, context)) };
}

/** ECS keeps deployments for 90 days: a service without any has been serving for longer. */
function standingOf({ revisions }: ExpressService, deployments: readonly ServiceDeployment[]) {
  const [last] = deployments;
  const good = deployments.find(({ status }) => verdictOf(status) === 'succeeded');
  const revision = revisions.find(({ arn }) => arn === good?.revisionArn) ?? revisions[0];
  const verdict = last && verdictOf(last.status);
  return {
    revision,
    serves: last === undefined || good !== undefined || verdict === 'rolled-back',
    isUnclear: verdict === 'failed',
  };
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-overview.html */
export function roles(
  { executionRole, taskRole, infrastructureRole }: Inputs,
  { service, revision }: Found<ExpressService> & Facts,
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
