import { imageLimits } from '../domain/image-limits.ts';
import { type Manifest, manifestMediaTypes, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import { isDigest, type RepositoryAddress, referenceText, repositoryText } from '../domain/image-reference.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import { childrenFirst, type ReadManifest, walkManifests } from './manifest-walk.ts';
import { openRemoteBlob } from './remote-blob.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';
import { damaged, digestOf } from './verified-content.ts';
import { wholeAnswer } from './whole-answer.ts';

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

/** A manifest, byte for byte, by tag or digest, or undefined when it is not there. */
export async function readManifest(
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
  return retried(doing, client, signal, async () => {
    const response = await client.send(request, signal);
    const content = await wholeAnswer(response, imageLimits.manifestBytes);
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
  index: StoredManifest,
  signal: AbortSignal,
): Promise<readonly StoredManifest[]> {
  const manifest = parsed(client, index);
  if (manifest.kind === 'image') return [];
  const levels = await walkManifests(manifest.manifests, manifestsOf(client, index.digest), signal);
  if (levels.ok) return childrenFirst(levels.value);
  throw new UserError({ what: `The image ${at(client, index)} cannot be copied.`, why: sentence(levels.reason) });
}

function manifestsOf(client: RepositoryClient, index: string): ReadManifest {
  return async (descriptor, signal) => {
    const stored = await readManifest(client, descriptor.digest, signal);
    if (!stored) throw missingPart(client, index, descriptor.digest);
    return { ok: true, value: { descriptor, stored, manifest: parsed(client, stored) } };
  };
}

function parsed(client: RepositoryClient, stored: StoredManifest): Manifest {
  const manifest = parseManifest(stored.text, stored.mediaType);
  if (manifest.ok) return manifest.value;
  throw new UserError({
    what: `${at(client, stored)} is no image that can be copied.`,
    why: `Of its manifest, ${manifest.reason}.`,
  });
}

function at({ host, repository }: RepositoryClient, { digest }: StoredManifest): string {
  return referenceText({ host, repository, digest });
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

function missingPart(address: RepositoryAddress, index: string, part: string): UserError {
  return new UserError({
    what: `The index ${referenceText({ ...address, digest: index })} is not complete.`,
    why: `The image ${part} that it refers to is not in the repository.`,
    next: 'Push the image again, or choose the digest of one of its images.',
  });
}
