import type { AppRunnerReader, Operation, OperationStatus, Service } from '../../aws/apprunner.ts';
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
  /** Whether the wanted image is the tag that is configured, which may mean another image by now. */
  readonly isSameTag: boolean;
  /** When what the service runs was deployed, as far as its operations tell. */
  readonly deployedAt: Date | undefined;
  /** How its last deployment ended, where it left unknown what serves: App Runner shows what was wanted, not what runs. */
  readonly brokeOff?: OperationStatus | undefined;
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
  return {
    ...(await observeImages(images, ecr, context)),
    isSameTag: isSameTag(inputs, service),
    ...(service && adopted === undefined
      ? await lastDeployment(service, appRunner, context)
      : { deployedAt: undefined, brokeOff: undefined }),
  };
}

function isSameTag({ image }: Inputs, service: Service | undefined): boolean {
  return image !== undefined && image.digest === undefined && appRunnerImage(image) === service?.configuration.image;
}

const deploys = ['CREATE_SERVICE', 'UPDATE_SERVICE', 'START_DEPLOYMENT', 'RESUME_SERVICE'];

/** The last deployment that succeeded, and whether one that failed came after it. */
async function lastDeployment(
  { arn }: Service,
  appRunner: AppRunnerReader,
  { signal, clock }: Context,
): Promise<Pick<Facts, 'deployedAt' | 'brokeOff'>> {
  for (let look = 1; ; look++) {
    const seen: Operation[] = [];
    const succeeded = await appRunner.newestOperation(
      arn,
      (one) => deploys.includes(one.type) && seen.push(one) > 0 && verdictOf(one.status) === 'succeeded',
      signal,
    );
    const last = seen[0]?.status;
    if (last !== undefined || look === looksForOperations)
      return { deployedAt: succeeded?.startedAt, brokeOff: last && verdictOf(last) === 'failed' ? last : undefined };
    await clock.sleep(lookMilliseconds, signal);
  }
}

/** A service without any operation is shown as it is not: a listing may miss them for a moment. */
const looksForOperations = 4;
const lookMilliseconds = 3_000;

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
