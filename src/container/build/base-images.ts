import { readFile } from 'node:fs/promises';
import { baseImagesOf } from '../../domain/base-images.ts';
import { type ContextPlace, dockerfilePath } from './build-context.ts';
import type { BuildOrder } from './builder.ts';
import { publicDigest } from './public-digest.ts';

/** What the tags of a Dockerfile's base images stand for now. */
export interface BaseImages {
  /** Digest by image, as the Dockerfile names it. */
  readonly digests: Readonly<Record<string, string>>;
  /** Those that nobody told without a login, or in time. */
  readonly unknown: readonly string[];
}

/** All of them together may take so long: an image that is known already should cost no more than a moment. */
const patienceMilliseconds = 2_000;

/** Asks the registries of the base images, all at once and as anybody could; what they do not tell stays unknown. */
export async function resolveBaseImages(
  place: ContextPlace,
  { buildArguments }: Pick<BuildOrder, 'buildArguments'>,
  signal: AbortSignal,
): Promise<BaseImages> {
  const given = new Map(buildArguments.map(({ name, value }) => [name, value]));
  // Whoever reads the context says that there is no Dockerfile.
  const dockerfile = await readFile(dockerfilePath(place), 'utf8').catch(() => '');
  const images = baseImagesOf(dockerfile, given);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
  const found = await Promise.all(images.map(async (image) => [image, await publicDigest(image, limit)] as const));
  if (signal.aborted) throw signal.reason;
  return {
    digests: Object.fromEntries(found.flatMap(([image, digest]) => (digest ? [[image, digest]] : []))),
    unknown: found.flatMap(([image, digest]) => (digest ? [] : [image])),
  };
}
