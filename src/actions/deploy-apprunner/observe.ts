import type { AppRunnerReader, Operation, Service } from '../../aws/apprunner.ts';
import type { EcrReader } from '../../aws/ecr.ts';
import type { IamReader } from '../../aws/iam.ts';
import { type ImagesFacts, observeImage, observeImages } from '../../deployment/image.ts';
import { observeRoles, type RoleFacts, type RoleUse } from '../../deployment/roles.ts';
import { type Presence, waitUntilFree } from '../../deployment/wait-until-free.ts';
import { appRunnerImage } from '../../domain/apprunner-image.ts';
import { isServiceArn, regionOf } from '../../domain/apprunner-service.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { readinessOf, verdictOf } from './state-table.ts';

export interface Observation extends ImagesFacts {
  /** The service, when no operation but an adopted one is running on it; undefined: to be created. */
  readonly service: Service | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** An automatic deployment that rolls out the wanted image right now. */
  readonly adopted: Operation | undefined;
  /** Those that the service does not have yet. */
  readonly roles: readonly RoleFacts[];
  /** When what the service runs was deployed, as far as its operations tell. */
  readonly deployedAt: Date | undefined;
}

interface Readers {
  readonly appRunner: AppRunnerReader;
  readonly ecr: EcrReader;
  readonly iam: IamReader;
}

/** The service as it is once nothing else is happening to it, and the image that it shall run. */
export async function observe(
  inputs: Inputs,
  { appRunner, ecr, iam }: Readers,
  context: Context,
): Promise<Observation> {
  demandRegion(inputs);
  const resource = `the App Runner service ${inputs.service}`;
  const poll = () => presence(inputs, { appRunner, ecr }, context);
  const { service, adopted } = await waitUntilFree(resource, inputs.onBusy, poll, context);
  if (!service && (!inputs.create || isServiceArn(inputs.service))) throw noService(inputs.service);
  if (!service && inputs.image === undefined) throw noImage(inputs.service);
  const tags = service && inputs.tags.length > 0 ? await appRunner.tags(service.arn, context.signal) : {};
  const region = service ? regionOf(service.arn) : inputs.awsRegion;
  const images = await observeImages(inputs.image, service?.configuration.image, region, ecr, context);
  const roles = await observeRoles(roleUses(inputs, service), iam, context);
  const deployedAt =
    service && isSameTag(inputs, service) && !adopted ? await lastDeployment(service, appRunner, context) : undefined;
  return { service, tags, adopted, ...images, roles, deployedAt };
}

interface Found {
  readonly service: Service | undefined;
  readonly adopted: Operation | undefined;
}

async function presence(
  inputs: Inputs,
  { appRunner, ecr }: Pick<Readers, 'appRunner' | 'ecr'>,
  context: Context,
): Promise<Presence<Found>> {
  const service = await appRunner.service(inputs.service, context.signal);
  if (!service || readinessOf(service.status) !== 'busy')
    return { kind: 'free', found: { service, adopted: undefined } };
  const operation = await appRunner.newestOperation(service.arn, () => true, context.signal);
  if (operation && (await rollsOutOurs(operation, service, inputs, ecr, context)))
    return { kind: 'free', found: { service, adopted: operation } };
  const since = operation?.startedAt?.toISOString() ?? 'just now';
  return { kind: 'busy', running: operation ? `${operation.type} since ${since}` : 'an operation' };
}

/** Whether a deployment that began by itself is of the wanted image: its tag means the wanted digest since before it began. */
async function rollsOutOurs(
  { type, status, startedAt }: Operation,
  service: Service,
  inputs: Inputs,
  ecr: EcrReader,
  context: Context,
): Promise<boolean> {
  if (type !== 'START_DEPLOYMENT' || verdictOf(status) !== 'running' || inputs.image === undefined) return false;
  const region = regionOf(service.arn);
  const [theirs, ours] = [
    await observeImage(service.configuration.image, region, ecr, context),
    await observeImage(inputs.image, region, ecr, context),
  ];
  if (theirs.kind !== 'found' || ours.kind !== 'found' || theirs.image.digest !== ours.image.digest) return false;
  const { pushedAt } = theirs.image;
  return (
    pushedAt === undefined ||
    startedAt === undefined ||
    pushedAt.getTime() <= startedAt.getTime() + clockSkewMilliseconds
  );
}

/** ECR and App Runner stamp their times each by their own clock. */
const clockSkewMilliseconds = 2_000;

/** Source: https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html */
function roleUses({ accessRole, instanceRole }: Inputs, service: Service | undefined): readonly RoleUse[] {
  const { accessRole: access, instanceRole: instance } = service?.configuration ?? {};
  const kind = 'role';
  return [
    { input: 'access-role', kind, wanted: accessRole, present: access, service: 'build.apprunner.amazonaws.com' },
    { input: 'instance-role', kind, wanted: instanceRole, present: instance, service: 'tasks.apprunner.amazonaws.com' },
  ];
}

function isSameTag({ image }: Inputs, service: Service): boolean {
  return image !== undefined && !image.includes('@') && appRunnerImage(image) === service.configuration.image;
}

async function lastDeployment(
  { arn }: Service,
  appRunner: AppRunnerReader,
  { signal }: Context,
): Promise<Date | undefined> {
  const deploys = ['CREATE_SERVICE', 'UPDATE_SERVICE', 'START_DEPLOYMENT', 'RESUME_SERVICE'];
  const last = await appRunner.newestOperation(
    arn,
    ({ type, status }) => deploys.includes(type) && status === 'SUCCEEDED',
    signal,
  );
  return last?.startedAt;
}

function demandRegion({ service, awsRegion }: Inputs): void {
  if (!isServiceArn(service) || awsRegion === undefined || regionOf(service) === awsRegion) return;
  throw new UserError({
    what: `The App Runner service ${service} is in ${regionOf(service)}, but aws-region is ${awsRegion}; nothing was changed.`,
    next: 'Correct `service` or `aws-region`.',
  });
}

function noService(name: string): UserError {
  return new UserError({
    what: `There is no App Runner service ${name} in this account and region.`,
    next: 'Check `service` and `aws-region`, or let `create: true` create one of that name.',
  });
}

function noImage(name: string): UserError {
  return new UserError({
    what: `The App Runner service ${name} cannot be created without an image.`,
    next: 'Give `image` as repository@digest.',
  });
}
