import type { EcrReader } from '../../aws/ecr.ts';
import type { EcsReader, ExpressRevision, ExpressService, ServiceDeployment, ServiceId } from '../../aws/ecs.ts';
import type { IamReader } from '../../aws/iam.ts';
import { type ImagesFacts, observeImages } from '../../deployment/image.ts';
import { observeRoles, type RoleFacts, type RoleUse } from '../../deployment/roles.ts';
import { type Presence, waitUntilFree } from '../../deployment/wait-until-free.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { goingOn, readinessOf, verdictOf } from './state-table.ts';

export interface Observation extends ImagesFacts {
  /** The service, when no deployment is running on it; undefined: to be created. */
  readonly service: ExpressService | undefined;
  /** What serves; where nothing has served yet, what was tried last. */
  readonly revision: ExpressRevision | undefined;
  /** Whether the service ever served. */
  readonly serves: boolean;
  /** Whether the last deployment broke off, so that nobody knows what serves until the next one. */
  readonly isUnclear: boolean;
  /** Those that the service does not have yet. */
  readonly roles: readonly RoleFacts[];
}

interface Readers {
  readonly ecs: EcsReader;
  readonly ecr: EcrReader;
  readonly iam: IamReader;
}

/** The service as it is once nothing else is happening to it, and the image that it shall run. */
export async function observe(inputs: Inputs, { ecs, ecr, iam }: Readers, context: Context): Promise<Observation> {
  demandRegion(inputs);
  const id = serviceId(inputs);
  const poll = (signal: AbortSignal) => presence(inputs, ecs, signal);
  const service = await waitUntilFree(`the Express service ${id.name}`, inputs.onBusy, poll, context);
  if (!service && (!inputs.create || inputs.service.arn)) throw noService(id);
  if (!service && inputs.image === undefined) throw noImage(id);
  const deployments = service ? await ecs.deployments(id, undefined, context.signal) : [];
  const present = service && standing(service, deployments);
  const region = service?.arn.split(':')[3] ?? inputs.awsRegion;
  const images = await observeImages(inputs.image, present?.revision?.configuration.image, region, ecr, context);
  const roles = await observeRoles(roleUses(inputs, service, present?.revision), iam, context);
  return { service, ...(present ?? { revision: undefined, serves: false, isUnclear: false }), ...images, roles };
}

/** The service that the inputs mean. */
export function serviceId({
  service: { name, cluster: own },
  cluster,
}: Pick<Inputs, 'service' | 'cluster'>): ServiceId {
  return { name, cluster: own ?? cluster };
}

async function presence(
  inputs: Inputs,
  ecs: EcsReader,
  signal: AbortSignal,
): Promise<Presence<ExpressService | undefined>> {
  const id = serviceId(inputs);
  const service = await ecs.service(id, signal);
  if (service === 'foreign') throw foreign(id);
  if (!service || readinessOf(service.status) === 'gone') return { kind: 'free', found: undefined };
  if (readinessOf(service.status) === 'leaving') return { kind: 'busy', running: 'it is being deleted' };
  const [running] = await ecs.deployments(id, goingOn, signal);
  if (!running) return { kind: 'free', found: service };
  const since = running.createdAt?.toISOString() ?? 'just now';
  return { kind: 'busy', running: `the deployment ${running.arn}, ${running.status} since ${since}` };
}

/** ECS keeps deployments for 90 days: a service without any has been serving for longer. */
function standing({ revisions }: ExpressService, deployments: readonly ServiceDeployment[]) {
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
function roleUses(
  { executionRole, taskRole, infrastructureRole }: Inputs,
  service: ExpressService | undefined,
  revision: ExpressRevision | undefined,
): readonly RoleUse[] {
  const { executionRole: execution, taskRole: task } = revision?.configuration ?? {};
  const infrastructure = service?.infrastructureRole;
  const tasks = { kind: 'role', service: 'ecs-tasks.amazonaws.com' } as const;
  return [
    { ...tasks, input: 'execution-role', wanted: executionRole, present: execution },
    { ...tasks, input: 'task-role', wanted: taskRole, present: task },
    {
      ...{ kind: 'role', service: 'ecs.amazonaws.com', input: 'infrastructure-role' },
      ...{ wanted: infrastructureRole, present: infrastructure },
    },
  ];
}

function demandRegion({ service: { arn }, awsRegion }: Inputs): void {
  const region = arn?.split(':')[3];
  if (region === undefined || awsRegion === undefined || region === awsRegion) return;
  throw new UserError({
    what: `The ECS service ${arn} is in ${region}, but aws-region is ${awsRegion}; nothing was changed.`,
    next: 'Correct `service` or `aws-region`.',
  });
}

function noService({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `There is no Express service ${name} in the cluster ${cluster} of this account and region.`,
    next: 'Check `service`, `cluster` and `aws-region`, or let `create: true` create one of that name.',
  });
}

function noImage({ name }: ServiceId): UserError {
  return new UserError({
    what: `The Express service ${name} cannot be created without an image.`,
    next: 'Give `image` as repository@digest.',
  });
}

function foreign({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `The ECS service ${name} in the cluster ${cluster} is no Express service; nothing was changed.`,
    why: 'Its owner manages its task definition and load balancer.',
    next: 'Give another `service`, or deploy it with aws-actions/amazon-ecs-deploy-task-definition.',
  });
}
