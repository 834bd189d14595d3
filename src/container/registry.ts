import { pipeline } from 'node:stream';
import { type Descriptor, manifestMediaTypes, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import { isDigest } from '../domain/image-reference.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import { type PushedBlob, type PushOptions, pushImage } from './push-image.ts';
import { type RemoteRepository, registryRequests, type Send, wholeAnswer } from './registry-request.ts';
import { retried } from './retry.ts';
import { damaged, digestOf, verifiedContent } from './verified-content.ts';

export type { ImageSource, PushedBlob, PushOptions, RemoteRepository };

/** Reads images over the OCI distribution API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export interface RegistryReader {
  /** An image with all that it refers to, by tag or digest, or undefined when it is not there. */
  image(repository: RemoteRepository, reference: string, signal: AbortSignal): Promise<ImageSource | undefined>;
  /** The labels in the configuration of an image. */
  labels(
    repository: RemoteRepository,
    config: Descriptor,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>>;
}

export interface RegistryWriter {
  /** Pushes what is missing, and the manifest under its digest: no tag is set. */
  push(
    source: ImageSource,
    target: RemoteRepository,
    options: PushOptions,
    signal: AbortSignal,
  ): Promise<readonly PushedBlob[]>;
}

const readAttempts = 4;
/** ECR takes manifests of up to 4 MiB. */
const maxManifestBytes = 4 * 1024 * 1024;
const maxConfigBytes = 8 * 1024 * 1024;

export function registry(): { readonly reader: RegistryReader; readonly writer: RegistryWriter } {
  const send = registryRequests();
  return {
    reader: {
      image: (repository, reference, signal) => remoteImage(send, repository, reference, signal),
      labels: (repository, config, signal) => labelsOf(send, repository, config, signal),
    },
    writer: { push: (source, target, options, signal) => pushImage(send, source, target, options, signal) },
  };
}

async function remoteImage(
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
    open: (blob, openSignal) => openBlob(send, repository, blob, name, openSignal),
  };
}

async function readManifest(
  send: Send,
  repository: RemoteRepository,
  reference: string,
  signal: AbortSignal,
): Promise<StoredManifest | undefined> {
  const doing = `Reading the image ${reference} of ${repository.host}/${repository.name}`;
  return retried(doing, readAttempts, signal, async () => {
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
  const parts: StoredManifest[] = [];
  for (const child of manifest.value.manifests) {
    const found = await readManifest(send, repository, child.digest, signal);
    if (!found) throw missingPart(repository, digest, child.digest);
    parts.push(...(await partsOf(send, repository, found, signal)), found);
  }
  return parts;
}

function missingPart({ host, name }: RemoteRepository, index: string, part: string): UserError {
  return new UserError({
    what: `The index ${host}/${name}@${index} is not complete.`,
    why: `The image ${part} that it refers to is not in the repository.`,
    next: 'Push the image again, or choose the digest of one of its images.',
  });
}

async function openBlob(
  send: Send,
  repository: RemoteRepository,
  blob: Descriptor,
  origin: string,
  signal: AbortSignal,
) {
  const doing = `Reading the blob ${blob.digest} of ${origin}`;
  const response = await send(
    repository,
    { method: 'GET', path: `blobs/${blob.digest}`, expects: [200], doing },
    signal,
  );
  return pipeline(response, verifiedContent(blob, origin), () => {});
}

async function labelsOf(
  send: Send,
  repository: RemoteRepository,
  config: Descriptor,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const doing = `Reading the labels of an image of ${repository.name}`;
  return retried(doing, readAttempts, signal, async () => {
    const response = await send(
      repository,
      { method: 'GET', path: `blobs/${config.digest}`, expects: [200], doing },
      signal,
    );
    const content = JSON.parse((await wholeAnswer(response, maxConfigBytes)).toString()) as {
      readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
    };
    return content.config?.Labels ?? {};
  });
}
