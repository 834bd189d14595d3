import { manifestMediaTypes, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import { isDigest } from '../domain/image-reference.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import { type Send, wholeAnswer } from './registry-request.ts';
import { openRemoteBlob } from './remote-blob.ts';
import type { RemoteRepository } from './remote-repository.ts';
import { retried } from './retry.ts';
import { damaged, digestOf } from './verified-content.ts';

const attempts = 4;
/** ECR takes manifests of up to 4 MiB. */
const maxManifestBytes = 4 * 1024 * 1024;

/** An image with all that it refers to, by tag or digest, or undefined when it is not there. */
export async function remoteImage(
  send: Send,
  repository: RemoteRepository,
  reference: string,
  signal: AbortSignal,
): Promise<ImageSource | undefined> {
  const manifest = await readManifest(send, repository, reference, signal);
  if (!manifest) return undefined;
  const name = `${repository.host}/${repository.name}@${manifest.digest}`;
  return {
    manifest,
    parts: await partsOf(send, repository, manifest, signal),
    name,
    mountFrom: { host: repository.host, name: repository.name },
    open: (blob, openSignal) => openRemoteBlob(send, repository, blob, openSignal),
  };
}

async function readManifest(
  send: Send,
  repository: RemoteRepository,
  reference: string,
  signal: AbortSignal,
): Promise<StoredManifest | undefined> {
  const doing = `Reading the image ${reference} of ${repository.host}/${repository.name}`;
  return retried(doing, attempts, signal, async () => {
    const response = await send(
      repository,
      {
        method: 'GET',
        path: `manifests/${reference}`,
        headers: { accept: manifestMediaTypes.join(', ') },
        expects: [200, 404],
        doing,
      },
      signal,
    );
    const content = await wholeAnswer(response, maxManifestBytes);
    if (response.statusCode === 404) return undefined;
    const digest = digestOf(content);
    if (isDigest(reference) && digest !== reference)
      throw damaged(reference, repository.name, `its digest is ${digest}`);
    return { digest, mediaType: mediaTypeOf(response.headers['content-type']), text: content.toString() };
  });
}

function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim() ?? '';
}

async function partsOf(
  send: Send,
  repository: RemoteRepository,
  { text, mediaType, digest }: StoredManifest,
  signal: AbortSignal,
): Promise<readonly StoredManifest[]> {
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok)
    throw new UserError({
      what: `${repository.host}/${repository.name}@${digest} is no image that can be copied.`,
      why: `Of its manifest, ${manifest.reason}.`,
    });
  if (manifest.value.kind === 'image') return [];
  const parts = manifest.value.manifests.map(async (child) => {
    const found = await readManifest(send, repository, child.digest, signal);
    if (!found) throw missingPart(repository, digest, child.digest);
    return [...(await partsOf(send, repository, found, signal)), found];
  });
  return (await Promise.all(parts)).flat();
}

function missingPart({ host, name }: RemoteRepository, index: string, part: string): UserError {
  return new UserError({
    what: `The index ${host}/${name}@${index} is not complete.`,
    why: `The image ${part} that it refers to is not in the repository.`,
    next: 'Push the image again, or choose the digest of one of its images.',
  });
}
