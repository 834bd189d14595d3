import { resolve } from 'node:path';
import type { EcrReader } from '../../aws/ecr.ts';
import type { ElasticBeanstalkReader, Version } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { type ImagesFacts, observeImages, pinnedImage } from '../../deployment/image.ts';
import { type Dockerrun, parseDockerrun } from '../../domain/dockerrun.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { BundleReader } from '../../machine/source-bundle.ts';
import type { Inputs } from './contract.ts';
import { bundleVersion, imageVersion, publishedVersion, type WantedVersion } from './version.ts';

/** The application version that runs, and the one that is wanted. */
export interface VersionFacts extends ImagesFacts {
  readonly versionBefore: Version | undefined;
  /** What runs now, where it is an image. */
  readonly before: Dockerrun | undefined;
  /** Undefined: the version stays. */
  readonly wanted: WantedVersion | undefined;
  /** A version that bears the wanted label already. */
  readonly existing: Version | undefined;
}

interface Readers {
  readonly elasticBeanstalk: ElasticBeanstalkReader;
  readonly ecr: EcrReader;
  readonly s3: S3Reader;
  readonly bundles: BundleReader;
}

export async function observeVersion(
  inputs: Inputs,
  application: string,
  labelBefore: string | undefined,
  { elasticBeanstalk, ecr, s3, bundles }: Readers,
  context: Context,
): Promise<VersionFacts> {
  const { signal } = context;
  const find = async (label: string | undefined) =>
    label ? await elasticBeanstalk.version(application, label, signal) : undefined;
  const versionBefore = await find(labelBefore);
  const before = await dockerrunOf(versionBefore, s3, signal);
  const published = await find(inputs.versionLabel);
  const given = inputs.image ?? (await dockerrunOf(published, s3, signal))?.image;
  const images = await observeImages(given, before?.image, inputs.awsRegion, ecr, context);
  const image = given && pinnedImage(given, images.image);
  const wanted =
    inputs.versionLabel === undefined
      ? await newVersion({ ...inputs, image }, application, before, bundles, context.run.workspace)
      : publishedVersion(inputs.versionLabel, published, image);
  return { versionBefore, before, wanted, existing: published ?? (await find(wanted?.label)), ...images };
}

/** What a version's bundle says, where it is a Dockerrun file by itself. */
async function dockerrunOf(
  version: Version | undefined,
  s3: S3Reader,
  signal: AbortSignal,
): Promise<Dockerrun | undefined> {
  if (!version?.bundle?.key.endsWith('.json')) return undefined;
  const stored = await s3.bucket(version.bundle.bucket, signal).text(version.bundle.key);
  return stored && parseDockerrun(stored.text);
}

/** An image or a port left out stays as it is. With both an image and a bundle, there is a problem to tell and nothing to read. */
async function newVersion(
  { image, port, bundle }: Pick<Inputs, 'image' | 'port' | 'bundle'>,
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
