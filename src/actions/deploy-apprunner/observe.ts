import type { AppRunnerReader, Operation, Service } from '../../aws/apprunner.ts';
import type { EcrReader } from '../../aws/ecr.ts';
import { type ImagesFacts, observeImage, observeImages, observePresentImage } from '../../deployment/image.ts';
import type { Found, Presence } from '../../deployment/presence.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import { appRunnerImage } from '../../domain/apprunner-image.ts';
import { arnOf } from '../../domain/arn.ts';
import type { Context } from '../../lifecycle/context.ts';
import { withAttachments } from './attachments.ts';
import type { Inputs } from './contract.ts';
import { readinessOf, verdictOf } from './state-table.ts';

export interface Facts extends ImagesFacts {
  /** When what the service runs was deployed, as far as its operations tell. */
  readonly deployedAt: Date | undefined;
}

interface Readers {
  readonly appRunner: AppRunnerReader;
  readonly ecr: EcrReader;
}

/** A service is free as well while an automatic deployment rolls out the wanted image: that one is adopted. */
export async function presence(
  inputs: Inputs,
  { appRunner, ecr }: Readers,
  context: Context,
): Promise<Presence<Service>> {
  const service = await appRunner.service(inputs.service, context.signal);
  if (!service) return { kind: 'free', service };
  const whole = () => withAttachments(service, inputs, appRunner, context);
  if (readinessOf(service.status) !== 'busy') return { kind: 'free', service: await whole() };
  const operation = await appRunner.newestOperation(service.arn, () => true, context.signal);
  if (operation && (await deploysWantedImage({ operation, service, wanted: inputs.image }, ecr, context)))
    return { kind: 'free', service: await whole(), adopted: operation.id };
  const since = operation?.startedAt?.toISOString() ?? 'just now';
  return { kind: 'busy', running: operation ? `${operation.type} since ${since}` : 'an operation' };
}

interface RunningOperation {
  readonly operation: Operation;
  readonly service: Service;
  readonly wanted: Inputs['image'];
}

/** Whether a deployment that began by itself is of the wanted image: its tag means the wanted digest since before it began. */
async function deploysWantedImage(
  { operation: { type, status, startedAt }, service, wanted }: RunningOperation,
  ecr: EcrReader,
  context: Context,
): Promise<boolean> {
  if (type !== 'START_DEPLOYMENT' || verdictOf(status) !== 'running' || wanted === undefined) return false;
  const region = arnOf(service.arn)?.region;
  const [theirs, ours] = [
    await observePresentImage(service.configuration.image, region, ecr, context),
    await observeImage(wanted, region, ecr, context),
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

export async function facts(
  inputs: Inputs,
  { service, adopted }: Found<Service>,
  { appRunner, ecr }: Readers,
  context: Context,
): Promise<Facts> {
  const region = service ? arnOf(service.arn)?.region : inputs.awsRegion;
  const images = { wanted: inputs.image, present: service?.configuration.image, region };
  const mayHaveMoved = service && isSameTag(inputs, service) && adopted === undefined;
  return {
    ...(await observeImages(images, ecr, context)),
    deployedAt: mayHaveMoved ? await lastDeployment(service, appRunner, context) : undefined,
  };
}

function isSameTag({ image }: Inputs, service: Service): boolean {
  return image !== undefined && image.digest === undefined && appRunnerImage(image) === service.configuration.image;
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

/** Source: https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html */
export function roles({ accessRole, instanceRole }: Inputs, { service }: Found<Service>): readonly RoleUse[] {
  const { accessRole: access, instanceRole: instance } = service?.configuration ?? {};
  return [
    {
      ...{ input: 'access-role', kind: 'role', service: 'build.apprunner.amazonaws.com' },
      ...{ wanted: accessRole?.text, present: access },
    },
    {
      ...{ input: 'instance-role', kind: 'role', service: 'tasks.apprunner.amazonaws.com' },
      ...{ wanted: instanceRole?.text, present: instance },
    },
  ];
}
