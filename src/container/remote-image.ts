import { manifestMediaTypes, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import { isDigest, type RepositoryAddress, referenceText, repositoryText } from '../domain/image-reference.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import { openRemoteBlob } from './remote-blob.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';
import { damaged, digestOf } from './verified-content.ts';
import { wholeAnswer } from './whole-answer.ts';

const attempts = 4;
/** ECR takes manifests of up to 4 MiB. */
const maxManifestBytes = 4 * 1024 * 1024;

/** An image with all that it refers to, by tag or digest, or undefined when it is not there. */
export async function remoteImage(
  client: RepositoryClient,
  reference: string,
  signal: AbortSignal,
): Promise<ImageSource | undefined> {
  const manifest = await readManifest(client, reference, signal);
  if (!manifest) return undefined;
  const address = { host: client.host, repository: client.repository };
  const name = referenceText({ ...address, digest: manifest.digest });
  return {
    manifest,
    parts: await partsOf(client, manifest, signal),
    name,
    mountFrom: address,
    open: (blob, openSignal) => openRemoteBlob(client, blob, openSignal),
  };
}

async function readManifest(
  client: RepositoryClient,
  reference: string,
  signal: AbortSignal,
): Promise<StoredManifest | undefined> {
  const doing = `Reading the image ${reference} of ${repositoryText(client)}`;
  const request = {
    method: 'GET',
    path: `manifests/${reference}`,
    headers: { accept: manifestMediaTypes.join(', ') },
    expects: [200, 404],
    doing,
  } as const;
  return retried(doing, attempts, signal, async () => {
    const response = await client.send(request, signal);
    const content = await wholeAnswer(response, maxManifestBytes);
    if (response.statusCode === 404) return undefined;
    const digest = digestOf(content);
    if (isDigest(reference) && digest !== reference)
      throw damaged(reference, client.repository, `its digest is ${digest}`);
    return { digest, mediaType: mediaTypeOf(response.headers['content-type']), text: content.toString() };
  });
}

function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim() ?? '';
}

async function partsOf(
  client: RepositoryClient,
  { text, mediaType, digest }: StoredManifest,
  signal: AbortSignal,
): Promise<readonly StoredManifest[]> {
  const manifest = parseManifest(text, mediaType);
  if (!manifest.ok)
    throw new UserError({
      what: `${repositoryText(client)}@${digest} is no image that can be copied.`,
      why: `Of its manifest, ${manifest.reason}.`,
    });
  if (manifest.value.kind === 'image') return [];
  const parts = manifest.value.manifests.map(async (child) => {
    const found = await readManifest(client, child.digest, signal);
    if (!found) throw missingPart(client, digest, child.digest);
    return [...(await partsOf(client, found, signal)), found];
  });
  return (await Promise.all(parts)).flat();
}

function missingPart(address: RepositoryAddress, index: string, part: string): UserError {
  return new UserError({
    what: `The index ${referenceText({ ...address, digest: index })} is not complete.`,
    why: `The image ${part} that it refers to is not in the repository.`,
    next: 'Push the image again, or choose the digest of one of its images.',
  });
}
