import type { Descriptor, StoredManifest } from '../domain/image-manifest.ts';
import type { ImageSource } from './image-source.ts';
import { type PushedBlob, type PushOptions, pushImage, putManifest } from './push-image.ts';
import { registryRequests, type Send, wholeAnswer } from './registry-request.ts';
import { remoteImage } from './remote-image.ts';
import type { RemoteRepository } from './remote-repository.ts';
import { retried } from './retry.ts';

export type { ImageSource, PushedBlob, PushOptions, RemoteRepository };

/** Reads images over the OCI distribution API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export interface RegistryReader {
  /** An image with all that it refers to, by tag or digest, or undefined when it is not there. */
  image(repository: RemoteRepository, reference: string, signal: AbortSignal): Promise<ImageSource | undefined>;
  /** What an image's configuration says of it. */
  config(repository: RemoteRepository, config: Descriptor, signal: AbortSignal): Promise<ImageConfig>;
}

/** Source: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly labels: Readonly<Record<string, string>>;
  /** Digests of the layers' uncompressed content, in the order of the layers. */
  readonly diffIds: readonly string[];
}

export interface RegistryWriter {
  /** Pushes what is missing of all that an image's manifest refers to; the manifest itself is left to whoever tags it. */
  push(
    source: ImageSource,
    target: RemoteRepository,
    options: PushOptions,
    signal: AbortSignal,
  ): Promise<readonly PushedBlob[]>;
  /** Puts the manifest of an image of which all else is there under its digest: no tag is set. */
  putManifest(manifest: StoredManifest, target: RemoteRepository, attempts: number, signal: AbortSignal): Promise<void>;
}

const readAttempts = 4;
const maxConfigBytes = 8 * 1024 * 1024;

export function registry(): { readonly reader: RegistryReader; readonly writer: RegistryWriter } {
  const send = registryRequests();
  return {
    reader: {
      image: (repository, reference, signal) => remoteImage(send, repository, reference, signal),
      config: (repository, config, signal) => readConfig(send, repository, config, signal),
    },
    writer: {
      push: (source, target, options, signal) => pushImage(send, source, target, options, signal),
      putManifest: (manifest, target, attempts, signal) => putManifest(send, manifest, target, attempts, signal),
    },
  };
}

async function readConfig(
  send: Send,
  repository: RemoteRepository,
  config: Descriptor,
  signal: AbortSignal,
): Promise<ImageConfig> {
  const doing = `Reading the configuration of an image of ${repository.name}`;
  return retried(doing, readAttempts, signal, async () => {
    const response = await send(
      repository,
      { method: 'GET', path: `blobs/${config.digest}`, expects: [200], doing },
      signal,
    );
    const content = JSON.parse((await wholeAnswer(response, maxConfigBytes)).toString()) as {
      readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
      readonly rootfs?: { readonly diff_ids?: readonly string[] };
    };
    return { labels: content.config?.Labels ?? {}, diffIds: content.rootfs?.diff_ids ?? [] };
  });
}
