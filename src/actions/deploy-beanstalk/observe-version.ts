import { resolve } from 'node:path';
import type { EcrReader } from '../../aws/ecr.ts';
import type { ElasticBeanstalkReader, Version } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { type ImagesFacts, isUnknowable, observeImages, pinnedImage } from '../../deployment/image.ts';
import { type Dockerrun, parseDockerrun } from '../../domain/dockerrun.ts';
import { type ImageReference, parseImageReference } from '../../domain/image-reference.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { BundleReader, SourceBundle } from '../../machine/source-bundle.ts';
import { bundleFindings, isChecked, shownFinding } from './bundle/check.ts';
import type { Inputs } from './contract.ts';
import { bundleVersion, imageVersion, publishedVersion, type WantedVersion } from './version.ts';

/** The application version that runs, and the one that is wanted. */
export interface VersionFacts extends ImagesFacts {
  readonly versionBefore: Version | undefined;
  /** What runs now, where it is an image. */
  readonly dockerrun: Dockerrun | undefined;
  /** Undefined: the version stays. */
  readonly wantedVersion: WantedVersion | undefined;
  /** A version that bears the wanted label already. */
  readonly existing: Version | undefined;
  /** What would make Elastic Beanstalk refuse the wanted bundle, as `file:line: what`. */
  readonly bundleProblems: readonly string[];
}

export interface VersionReaders {
  readonly elasticBeanstalk: ElasticBeanstalkReader;
  readonly ecr: EcrReader;
  readonly s3: S3Reader;
  readonly bundles: BundleReader;
}

/** Whose versions are read. */
interface Scope {
  readonly inputs: Inputs;
  readonly application: string;
  readonly labelBefore: string | undefined;
  /** Solution stack or ARN, as far as it is known. */
  readonly platform: string;
}

export async function observeVersion(
  { inputs, application, labelBefore, platform }: Scope,
  { elasticBeanstalk, ecr, s3, bundles }: VersionReaders,
  context: Context,
): Promise<VersionFacts> {
  const { signal } = context;
  const find = async (label: string | undefined) =>
    label ? await elasticBeanstalk.version(application, label, signal) : undefined;
  const versionBefore = await find(labelBefore);
  const dockerrun = await dockerrunOf(versionBefore, s3, signal);
  const published = await find(inputs.versionLabel);
  const publishedImage = (await dockerrunOf(published, s3, signal))?.image;
  const given = inputs.image ?? referenceOf(publishedImage);
  const images = await observeImages(
    { wanted: given, present: dockerrun?.image, region: inputs.awsRegion },
    ecr,
    context,
  );
  const image = given ? pinnedImage(given, images.image) : publishedImage;
  const wantedVersion =
    inputs.versionLabel === undefined
      ? await newVersion({ ...inputs, image }, { application, dockerrun }, bundles, context.run.workspace)
      : publishedVersion(inputs.versionLabel, published, image);
  const existing = published ?? (await find(wantedVersion?.label));
  const bundleProblems =
    wantedVersion?.content.kind === 'bundle' && !existing
      ? await problemsOfBundle(wantedVersion.content.bundle, { bundles, platform }, context)
      : [];
  // An image that runs already is not judged again, unless nobody can tell whether it is still the same.
  const judged = wantedVersion || isUnknowable(images.image) ? images.image : undefined;
  return { bundleProblems, versionBefore, dockerrun, wantedVersion, existing, ...images, image: judged };
}

/** Tells what is odd with the files that the platform reads; the answer is what cannot work. */
async function problemsOfBundle(
  bundle: SourceBundle,
  { bundles, platform }: { readonly bundles: BundleReader; readonly platform: string },
  { log }: Pick<Context, 'log'>,
): Promise<readonly string[]> {
  const found = bundleFindings(await bundles.settings(bundle, isChecked), platform);
  for (const each of found.filter(({ kind }) => kind === 'warning')) log.warning(shownFinding(each));
  return found.filter(({ kind }) => kind === 'error').map(shownFinding);
}

function referenceOf(text: string | undefined): ImageReference | undefined {
  const reference = text === undefined ? undefined : parseImageReference(text);
  return reference?.ok ? reference.value : undefined;
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

/** An image or a port left out stays as it is. Both an image and a bundle are a problem of the plan, and nothing is read. */
async function newVersion(
  { image, port, bundle }: Pick<Inputs, 'port' | 'bundle'> & { readonly image: string | undefined },
  { application, dockerrun: before }: { readonly application: string; readonly dockerrun: Dockerrun | undefined },
  bundles: BundleReader,
  workspace: string,
): Promise<WantedVersion | undefined> {
  if (bundle !== undefined && image === undefined)
    return bundleVersion(application, await bundles.bundle(resolve(workspace, bundle)));
  const wanted = { image: image ?? before?.image, port: port ?? before?.port };
  const same = before && wanted.image === before.image && wanted.port === before.port;
  return same || wanted.image === undefined ? undefined : imageVersion(application, wanted.image, wanted.port, before);
}
