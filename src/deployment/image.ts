import type { EcrReader, StoredImage } from '../aws/ecr.ts';
import { ecrRegistryOf, type ImageReference, parseImageReference, referenceText } from '../domain/image-reference.ts';
import { isLoopback } from '../domain/loopback-registry.ts';
import { isPlatform, parsePlatform, platformText } from '../domain/platform.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';

/** What is known of an image before it is deployed. */
export type ImageFacts =
  | { readonly kind: 'found'; readonly image: StoredImage }
  | { readonly kind: 'missing' }
  /** An earlier stage of this run will push it: nothing is known of it yet. */
  | { readonly kind: 'upcoming' }
  /** In another region than the service, or in a registry that is not ECR. */
  | { readonly kind: 'elsewhere'; readonly region: string | undefined }
  /** The caller may not read it: a registry of another account, perhaps. */
  | { readonly kind: 'unchecked' };

/** What is known of the image that is wanted and of the one that is deployed; undefined: it was not asked for. */
export interface ImagesFacts {
  readonly image: ImageFacts | undefined;
  readonly imageBefore: ImageFacts | undefined;
}

/** The images of a deployment, and the region of the service. */
interface Images {
  readonly wanted: ImageReference | undefined;
  /** As the platform tells it. */
  readonly present: string | undefined;
  readonly region: string | undefined;
}

/** An image that stays is not asked for, unless it is given by a tag, which may mean another image by now. */
export async function observeImages(
  { wanted, present, region }: Images,
  ecr: EcrReader,
  context: Pick<Context, 'signal' | 'log' | 'upcoming'>,
): Promise<ImagesFacts> {
  const isPresent = wanted !== undefined && referenceText(wanted) === present;
  if (wanted === undefined || (isPresent && wanted.digest !== undefined))
    return { image: undefined, imageBefore: undefined };
  return {
    image: await observeImage(wanted, region, ecr, context),
    imageBefore: present && !isPresent ? await observePresentImage(present, region, ecr, context) : undefined,
  };
}

/** Reads an image from its repository. Where the caller may not, a warning says so. */
export async function observeImage(
  reference: ImageReference,
  region: string | undefined,
  ecr: EcrReader,
  { signal, log, upcoming }: Pick<Context, 'signal' | 'log' | 'upcoming'>,
): Promise<ImageFacts> {
  const { host, repository, tag, digest } = reference;
  const registry = ecrRegistryOf(host);
  // An emulator's registry on this machine is the caller's.
  if (!registry && !isLoopback(host)) return { kind: 'elsewhere', region: undefined };
  if (registry && region !== undefined && registry.region !== region)
    return { kind: 'elsewhere', region: registry.region };
  if (upcoming?.has(referenceText(reference))) return { kind: 'upcoming' };
  try {
    const id = digest ? { digest } : { tag: tag ?? '' };
    const image = await ecr.storedImage({ name: repository, accountId: registry?.accountId }, id, signal);
    return image ? { kind: 'found', image } : { kind: 'missing' };
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error;
    log.warning(`The image could not be checked before the deployment: ${messageOf(error)}`);
    return { kind: 'unchecked' };
  }
}

/** Reads the image that a platform names; a name without a registry says nothing about it. */
export async function observePresentImage(
  text: string,
  region: string | undefined,
  ecr: EcrReader,
  context: Pick<Context, 'signal' | 'log' | 'upcoming'>,
): Promise<ImageFacts> {
  const reference = parseImageReference(text);
  return reference.ok ? observeImage(reference.value, region, ecr, context) : { kind: 'unchecked' };
}

/** Whether nobody can tell which image a tag means now: a registry that is not ECR, or one that the caller may not read. */
export function isUnknowable(facts: ImageFacts | undefined): boolean {
  return facts?.kind === 'unchecked' || facts?.kind === 'elsewhere';
}

/** What a platform wants of an image. */
export interface ImageDemands {
  /** `linux/amd64` */
  readonly platform: string;
  /** Whether it takes an index of several platforms. */
  readonly index: boolean;
  /** Whether the image must be in the region of the service. */
  readonly sameRegion: boolean;
}

/** Why an image cannot be deployed, as far as anything is known of it. */
export function imageProblems(image: string, facts: ImageFacts | undefined, demands: ImageDemands): readonly string[] {
  switch (facts?.kind) {
    case 'missing':
      return [`The image ${image} is not in its repository: push it first, or correct the digest.`];
    case 'elsewhere':
      return demands.sameRegion && facts.region
        ? [
            `The image ${image} is in ${facts.region}, and the service is not: copy it with build-push-ecr's \`source-image\`.`,
          ]
        : [];
    case 'upcoming':
    case 'unchecked':
    case undefined:
      return [];
    case 'found':
      return storedProblems(image, facts.image, demands);
  }
}

function storedProblems(image: string, stored: StoredImage, { platform, index }: ImageDemands): readonly string[] {
  const wanted = parsePlatform(platform);
  const fits = stored.platforms.some((has) => wanted.ok && isPlatform(has, wanted.value));
  const has = stored.platforms.map(platformText).join(', ');
  return [
    ...(stored.archived
      ? [
          `The image ${image} is archived: restore it first (aws ecr update-image-storage-class --target-storage-class STANDARD).`,
        ]
      : []),
    ...(stored.platforms.length > 0 && !fits
      ? [
          `The image ${image} is for ${has}, and it would have to run on ${platform}: build it with \`platforms: ${platform}\`.`,
        ]
      : []),
    ...(stored.kind === 'index' && !index
      ? [`The image ${image} is an index of several images: give the digest of the one for ${platform}.`]
      : []),
  ];
}

/** An image as the plan shows it. One that is still to be pushed differs from all that were deployed, whatever it is called. */
export function shownImage(image: string, facts: ImageFacts | undefined): string {
  return facts?.kind === 'upcoming' ? `${image} (to be pushed)` : image;
}

/** A tag as the digest that it means now: so the plan shows what is deployed, and a tag that moves later changes nothing. */
export function pinnedImage(given: ImageReference, facts: ImageFacts | undefined): string {
  if (facts?.kind !== 'found' || given.digest) return referenceText(given);
  const { host, repository } = given;
  return referenceText({ host, repository, digest: facts.image.digest });
}

/** Whether the image that is wanted was pushed before the one that is deployed: going there is a rollback. */
export function isOlder({ image, imageBefore }: ImagesFacts): boolean {
  if (image?.kind !== 'found' || imageBefore?.kind !== 'found') return false;
  const [wanted, present] = [image.image, imageBefore.image];
  const [before, now] = [wanted.pushedAt, present.pushedAt];
  return wanted.digest !== present.digest && before !== undefined && now !== undefined && before < now;
}
