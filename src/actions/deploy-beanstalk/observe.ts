import { resolve } from 'node:path';
import type { EcrReader } from '../../aws/ecr.ts';
import type { ElasticBeanstalkReader, Environment, OptionSetting, Version } from '../../aws/elastic-beanstalk.ts';
import type { IamReader } from '../../aws/iam.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { type ImageFacts, observeImage } from '../../deployment/image.ts';
import { observeRoles, type RoleFacts } from '../../deployment/roles.ts';
import { type Presence, settled } from '../../deployment/settle.ts';
import { type Dockerrun, parseDockerrun } from '../../domain/dockerrun.ts';
import { UserError } from '../../errors.ts';
import type { BundleReader } from '../../machine/source-bundle.ts';
import type { Context } from '../action.ts';
import { optionsAfter } from './configuration.ts';
import { type Inputs, nameOf } from './contract.ts';
import { roleUses } from './roles.ts';
import { readinessOf } from './state-table.ts';
import { bundleVersion, imageVersion, type WantedVersion } from './version.ts';

export interface Observation {
  readonly name: string;
  readonly application: string;
  /** The environment, when nothing else is happening to it; undefined: to be created. */
  readonly environment: Environment | undefined;
  readonly options: readonly OptionSetting[];
  /** Only those that matter: undefined without `tags`. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** What runs now, where it is an image. */
  readonly before: Dockerrun | undefined;
  readonly beforeFacts: ImageFacts;
  /** Undefined: the version stays. */
  readonly wanted: WantedVersion | undefined;
  readonly wantedFacts: ImageFacts;
  /** A version that bears the wanted label already. */
  readonly existing: Version | undefined;
  /** Those that the environment does not have yet. */
  readonly roles: readonly RoleFacts[];
  /** All platforms, where an environment is to be created. */
  readonly platforms: readonly string[];
}

interface Readers {
  readonly elasticBeanstalk: ElasticBeanstalkReader;
  readonly ecr: EcrReader;
  readonly iam: IamReader;
  readonly s3: S3Reader;
  readonly bundles: BundleReader;
}

/** The environment as it is once nothing else is happening to it, and the version that is wanted. */
export async function observe(inputs: Inputs, readers: Readers, context: Context): Promise<Observation> {
  const { elasticBeanstalk } = readers;
  const { signal } = context;
  const name = demandName(inputs);
  const environment = await settled(
    `the Elastic Beanstalk environment ${name}`,
    inputs.onBusy,
    (inner) => presence(name, elasticBeanstalk, inner),
    context,
  );
  if (!environment && !inputs.create) throw noEnvironment(name);
  const application = environment?.application ?? inputs.application ?? name;
  const before = environment && (await runningImage(environment, readers, signal));
  const wanted = await wantedVersion(inputs, application, before, readers.bundles, context.run.workspace);
  const facts = (image: string | undefined): Promise<ImageFacts> =>
    image === undefined
      ? Promise.resolve({ kind: 'unchecked' })
      : observeImage(image, inputs.awsRegion, readers.ecr, context);
  const image = wanted?.content.kind === 'dockerrun' ? wanted.content.image : undefined;
  const options = environment ? await elasticBeanstalk.options(environment, signal) : [];
  return {
    ...{ name, application, environment, before, wanted, options },
    tags: environment && inputs.tags.length > 0 ? await elasticBeanstalk.tags(environment.arn, signal) : undefined,
    existing: wanted && (await elasticBeanstalk.version(application, wanted.label, signal)),
    wantedFacts: await facts(image),
    beforeFacts: image === before?.image ? { kind: 'unchecked' } : await facts(before?.image),
    roles: await observeRoles(roleUses(options, optionsAfter(inputs, { environment, options })), readers.iam, context),
    platforms: environment ? [] : await elasticBeanstalk.platforms(signal),
  };
}

function demandName(inputs: Inputs): string {
  const { environmentName, service } = inputs;
  const name = nameOf(inputs);
  if (name !== undefined && (environmentName ?? name) === (service ?? name)) return name;
  throw new UserError({
    what: name === undefined ? 'No environment was named.' : '`environment-name` and `service` name two environments.',
    next: 'Give `environment-name`, or `service`, which means the same.',
  });
}

async function presence(
  name: string,
  beanstalk: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<Presence<Environment | undefined>> {
  const environment = await beanstalk.environment(name, signal);
  if (!environment || readinessOf(environment.status) === 'ready') return { kind: 'free', found: environment };
  const [newest] = await beanstalk.events(name, { since: environment.updatedAt }, signal);
  return { kind: 'busy', running: newest ? `${environment.status}: ${newest.message}` : environment.status };
}

/** What the running version's bundle says, where it is a Dockerrun file by itself. */
async function runningImage(
  { application, versionLabel }: Environment,
  { elasticBeanstalk, s3 }: Readers,
  signal: AbortSignal,
): Promise<Dockerrun | undefined> {
  const version = versionLabel && (await elasticBeanstalk.version(application, versionLabel, signal));
  if (!version || !version.bundle?.key.endsWith('.json')) return undefined;
  const stored = await s3.text(version.bundle.bucket, version.bundle.key, signal);
  return stored && parseDockerrun(stored.text);
}

/** An image or a port left out stays as it is. With both an image and a bundle, there is a problem to tell and nothing to read. */
async function wantedVersion(
  { image, port, bundle }: Inputs,
  application: string,
  before: Dockerrun | undefined,
  bundles: BundleReader,
  workspace: string,
): Promise<WantedVersion | undefined> {
  if (bundle !== undefined && image === undefined)
    return bundleVersion(application, await bundles.bundle(resolve(workspace, bundle)));
  const wanted = { image: image ?? before?.image, port: port ?? before?.port };
  const same = before && wanted.image === before.image && wanted.port === before.port;
  return same || wanted.image === undefined ? undefined : imageVersion(application, wanted.image, wanted.port, before);
}

function noEnvironment(name: string): UserError {
  return new UserError({
    what: `There is no Elastic Beanstalk environment ${name} in this account and region.`,
    next: 'Check `environment-name` and `aws-region`, or let `create: true` create one of that name.',
  });
}
