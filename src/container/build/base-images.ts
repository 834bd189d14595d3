import { relative } from 'node:path';
import { outsideSources } from '../../domain/base-images.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import type { NamedContext } from '../../domain/named-context.ts';
import { UserError } from '../../errors.ts';
import { type ContextPlace, dockerfilePath } from './build-context.ts';
import type { BuildOrder } from './builder.ts';
import { namedContexts } from './named-contexts.ts';

import { readShort } from './read-short.ts';
import { type Asking, tagDigest } from './tag-digest.ts';

/** The digests that the tags of a Dockerfile's images point to now. */
export interface BaseImages {
  /** Digest by image, as the Dockerfile names it. */
  readonly digests: Readonly<Record<string, string>>;
  /** What decides the built image, and is not known: a phrase each, with the reason. */
  readonly unknown: readonly string[];
}

/** For all of them together: a build that turns out to be unnecessary should take a moment only. */
const patienceMilliseconds = 2_000;

/** What the digests of base images depend on. */
export type BaseOrder = Pick<BuildOrder, 'buildArguments' | 'platforms'> & Pick<Asking, 'accessTo'>;

/** Asks the registries of the base images, all at once; digests that they do not give stay unknown. */
export async function resolveBaseImages(
  place: ContextPlace,
  { buildArguments, platforms, ...asking }: BaseOrder & Asking,
  signal: AbortSignal,
): Promise<BaseImages> {
  const given = new Map(buildArguments.map(({ name, value }) => [name, value]));
  const path = dockerfilePath(place);
  // A missing or too long Dockerfile is reported where the context is read.
  const dockerfile = await readShort(path, imageLimits.dockerfileBytes).catch(() => '');
  const named = namedContexts(place.named ?? []);
  const names = new Set(named.map(({ name }) => name));
  const sources = outsideSources(dockerfile.toString(), given, platforms, names);
  if (!sources.ok)
    throw new UserError({
      what: `The base images of ${relative(place.workspace, path)} could not be read; nothing was built.`,
      why: `Of the Dockerfile, ${sources.reason}.`,
    });
  const behindNames = imagesOf(named).filter((image) => !image.includes('@'));
  const images = [...new Set([...sources.value.images, ...behindNames])].toSorted();
  const unknown = [...sources.value.unknown, ...unknownOf(named)];
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
  const found = await Promise.all(images.map(async (image) => ({ image, ...(await tagDigest(image, asking, limit)) })));
  if (signal.aborted) throw signal.reason;
  const known = found.flatMap(({ image, digest }) => (digest === undefined ? [] : [[image, digest] as const]));
  const open = found.flatMap(({ image, digest, why }) =>
    digest === undefined ? [`the digest of ${image} (${why ?? 'there was no answer'})`] : [],
  );
  return { digests: Object.fromEntries(known), unknown: [...unknown, ...open] };
}

function imagesOf(contexts: readonly NamedContext[]): readonly string[] {
  return contexts.flatMap((context) => (context.kind === 'image' ? [context.image] : []));
}

function unknownOf(contexts: readonly NamedContext[]): readonly string[] {
  return contexts.flatMap((context) =>
    context.kind === 'remote' && !context.isKnown
      ? [`what the context ${context.name} takes from ${context.shown}`]
      : [],
  );
}
