import { resolve } from 'node:path';
import type { AccessTo } from '../../container/build/image-builder.ts';
import type { ImageSource, Referrer, RepositoryAccess } from '../../container/registry.ts';
import type { StoredManifest } from '../../domain/image-manifest.ts';
import { type ImageReference, referenceText } from '../../domain/image-reference.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { readSource, type Source } from './build/read-source.ts';
import type { Inputs } from './contract.ts';
import type { ObservePorts } from './ports.ts';
import { accessTo } from './sign-in.ts';

/** What becomes the image. */
export type Content =
  | Source
  | { readonly kind: 'archive'; readonly digest: string; readonly image: ImageSource; readonly path: string }
  | Copied;

/** An image of another repository. */
export interface Copied {
  readonly kind: 'copy';
  readonly digest: string;
  readonly reference: ImageReference;
  /** Undefined: it was not read, since the repository may have it already. */
  readonly image: ImageSource | undefined;
  /** What belongs to it and is to be copied, too; undefined: that was not asked for. */
  readonly referrers: readonly Referrer[] | undefined;
}

/** Reads what becomes the image: an archive, an image of another repository, or the source to build. */
export async function readContent(
  inputs: Inputs,
  ports: ObservePorts,
  context: Context,
  known: readonly StoredManifest[] = [],
): Promise<Content> {
  const { imageArchive, sourceImage } = inputs;
  if (imageArchive !== undefined && sourceImage !== undefined)
    throw new UserError({
      what: 'Both image-archive and source-image were given; nothing was changed.',
      next: 'Give one of them, or neither to build.',
    });
  if (imageArchive !== undefined) return readArchive({ path: imageArchive, known }, inputs, ports, context);
  if (sourceImage !== undefined) return readReference(sourceImage, inputs, ports, context);
  const readers = { ...ports, accessTo: readingFrom(ports, context) };
  return readSource(inputs, readers, context);
}

/** How base images are read, with a deadline of their own. */
function readingFrom(ports: Pick<ReadPorts, 'ecr' | 'registry'>, { log }: Context): AccessTo {
  return (address, signal) => accessTo(address, ports, { log, signal });
}

/** An archive, and manifests that it may have become already. */
interface Archive {
  readonly path: string;
  readonly known: readonly StoredManifest[];
}

async function readArchive(
  { path, known }: Archive,
  { platforms, archiveImage: name }: Inputs,
  { imageArchive }: Pick<ReadPorts, 'imageArchive'>,
  { signal, run }: Context,
): Promise<Content> {
  const image = await imageArchive.open(resolve(run.workspace, path), { platforms, name, known }, signal);
  return { kind: 'archive', digest: image.manifest.digest, image, path };
}

/** A digest alone is taken as it is, since the target may have it already. A tag is resolved to its digest. */
async function readReference(
  reference: ImageReference,
  { copyReferrers }: Pick<Inputs, 'copyReferrers'>,
  ports: Pick<ReadPorts, 'ecr' | 'registry'>,
  context: Context,
): Promise<Content> {
  if (reference.digest !== undefined && !copyReferrers)
    return { kind: 'copy', digest: reference.digest, reference, image: undefined, referrers: undefined };
  const access = await accessTo(reference, ports, context);
  const image = await openReference(reference, access, ports, context);
  const { digest } = image.manifest;
  const referrers = copyReferrers
    ? await ports.registry.repository(access, context.signal).referrers(image)
    : undefined;
  return { kind: 'copy', digest, reference: { ...reference, digest }, image, referrers };
}

/** Opens an image that the caller may read. */
export async function openReference(
  reference: ImageReference,
  access: RepositoryAccess,
  { registry }: Pick<ReadPorts, 'registry'>,
  { signal }: Pick<Context, 'signal'>,
): Promise<ImageSource> {
  const image = await registry.repository(access, signal).image(reference.digest ?? reference.tag ?? '');
  if (image) return image;
  throw new UserError({
    what: `The image ${referenceText(reference)} does not exist; nothing was changed.`,
    next: 'Check source-image: its digest is the output `digest` of the run that pushed it.',
  });
}
