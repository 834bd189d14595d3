import { relative } from 'node:path';
import { baseImagesOf } from '../../domain/base-images.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { UserError } from '../../errors.ts';
import { type ContextPlace, dockerfilePath } from './build-context.ts';
import type { BuildOrder } from './builder.ts';
import { publicDigest } from './public-digest.ts';
import { readShort } from './read-short.ts';

/** The digests that the tags of a Dockerfile's base images point to now. */
export interface BaseImages {
  /** Digest by image, as the Dockerfile names it. */
  readonly digests: Readonly<Record<string, string>>;
  /** Those whose registry did not answer without a login, or in time. */
  readonly unknown: readonly string[];
}

/** For all of them together: a build that turns out to be unnecessary should take a moment only. */
const patienceMilliseconds = 2_000;

/** Asks the registries of the base images, all at once and without a login; digests that they do not give stay unknown. */
export async function resolveBaseImages(
  place: ContextPlace,
  { buildArguments }: Pick<BuildOrder, 'buildArguments'>,
  signal: AbortSignal,
): Promise<BaseImages> {
  const given = new Map(buildArguments.map(({ name, value }) => [name, value]));
  const path = dockerfilePath(place);
  // A missing or too long Dockerfile is reported where the context is read.
  const dockerfile = await readShort(path, imageLimits.dockerfileBytes).catch(() => '');
  const images = baseImagesOf(dockerfile.toString(), given);
  if (!images.ok)
    throw new UserError({
      what: `The base images of ${relative(place.workspace, path)} could not be read; nothing was built.`,
      why: `Of the Dockerfile, ${images.reason}.`,
    });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
  const found = await Promise.all(
    images.value.map(async (image) => [image, await publicDigest(image, limit)] as const),
  );
  if (signal.aborted) throw signal.reason;
  return {
    digests: Object.fromEntries(found.flatMap(([image, digest]) => (digest ? [[image, digest]] : []))),
    unknown: found.flatMap(([image, digest]) => (digest ? [] : [image])),
  };
}
