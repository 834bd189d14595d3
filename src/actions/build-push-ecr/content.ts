import { resolve } from 'node:path';
import type { ImageSource, RemoteRepository } from '../../container/registry.ts';
import { type ImageReference, referenceText } from '../../domain/image-reference.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { readSource, type Source } from './build/read-source.ts';
import type { Inputs } from './contract.ts';
import type { ObserveReaders } from './readers.ts';
import { signIn } from './sign-in.ts';

/** What the image is made from. */
export type Content =
  | Source
  | { readonly kind: 'archive'; readonly digest: string; readonly image: ImageSource; readonly path: string }
  | { readonly kind: 'copy'; readonly digest: string; readonly reference: ImageReference };

/** Reads what is to become the image: an archive, an image of another repository, or the source to build. */
export async function readContent(inputs: Inputs, readers: ObserveReaders, context: Context): Promise<Content> {
  const { imageArchive, sourceImage } = inputs;
  if (imageArchive !== undefined && sourceImage !== undefined)
    throw new UserError({
      what: 'Both image-archive and source-image were given; nothing was changed.',
      next: 'Give one of them, or neither to build.',
    });
  if (imageArchive !== undefined) return readArchive(imageArchive, inputs, readers, context);
  if (sourceImage !== undefined) return readReference(sourceImage, readers, context);
  return readSource(inputs, readers, context);
}

async function readArchive(
  path: string,
  { platforms }: Inputs,
  { imageArchive }: ObserveReaders,
  { signal, run }: Context,
): Promise<Content> {
  const [platform, ...others] = platforms;
  if (!platform || others.length > 0)
    throw new UserError({
      what: `From the image archive ${path}, one image is pushed; nothing was changed.`,
      why: `platforms names ${platforms.length}.`,
      next: 'Name the one platform that is to be pushed.',
    });
  const image = await imageArchive.open(resolve(run.workspace, path), platform, signal);
  return { kind: 'archive', digest: image.manifest.digest, image, path };
}

/** A digest needs no look at where it comes from: the repository may have it already. A tag is resolved to its digest. */
async function readReference(
  reference: ImageReference,
  readers: Pick<ObserveReaders, 'ecr' | 'registry'>,
  context: Context,
): Promise<Content> {
  if (reference.digest !== undefined) return { kind: 'copy', digest: reference.digest, reference };
  const source = await signInTo(reference, readers, context);
  const { digest } = (await openReference(reference, source, readers, context)).manifest;
  return { kind: 'copy', digest, reference: { ...reference, digest } };
}

/** Signs in to where an image is to be copied from: any ECR registry. */
export function signInTo(
  { host, repository }: ImageReference,
  readers: Pick<ObserveReaders, 'ecr'>,
  context: Context,
): Promise<RemoteRepository> {
  return signIn(`${host}/${repository}`, readers, context);
}

/** Opens an image that the caller may read. */
export async function openReference(
  reference: ImageReference,
  source: RemoteRepository,
  { registry }: Pick<ObserveReaders, 'registry'>,
  { signal }: Pick<Context, 'signal'>,
): Promise<ImageSource> {
  const image = await registry.image(source, reference.digest ?? reference.tag ?? '', signal);
  if (image) return image;
  throw new UserError({
    what: `The image ${referenceText(reference)} does not exist; nothing was changed.`,
    next: 'Check source-image: its digest is the output `digest` of the run that pushed it.',
  });
}
