import type { Descriptor, StoredManifest } from '../domain/image-manifest.ts';
import type { RunProcess } from '../machine/process.ts';
import { dockerCredentials } from './docker-config.ts';
import { type ImageConfig, readConfig } from './image-config.ts';
import type { ImageSource } from './image-source.ts';
import { type PushedBlob, type PushOptions, pushImage, putManifest } from './push-image.ts';
import { type Referrer, remoteReferrers } from './referrers.ts';
import { remoteImage } from './remote-image.ts';
import { type ClientOptions, repositoryClients } from './repository-client.ts';
import type { Credentials, RepositoryAccess, RepositoryLogin } from './repository-login.ts';

export type {
  Credentials,
  ImageConfig,
  ImageSource,
  PushedBlob,
  PushOptions,
  Referrer,
  RepositoryAccess,
  RepositoryLogin,
};

/** Reads images over the OCI distribution API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export interface RegistryReader {
  repository(access: RepositoryAccess, signal: AbortSignal): RepositoryReader;
  /** What this machine is signed in to a registry with, as `docker login` left it; undefined: nobody is. */
  credentials(host: string, signal: AbortSignal): Promise<Credentials | undefined>;
}

export interface RegistryWriter {
  repository(login: RepositoryLogin, signal: AbortSignal): RepositoryWriter;
}

/** Reads the images of one repository. */
export interface RepositoryReader {
  /** An image with all that it refers to, by tag or digest, or undefined when it is not there. */
  image(tagOrDigest: string): Promise<ImageSource | undefined>;
  /** What belongs to an image or to one of its parts, subjects before what refers to them. */
  referrers(image: Pick<ImageSource, 'manifest' | 'parts'>): Promise<readonly Referrer[]>;
  /** What an image's configuration says of it. */
  config(config: Descriptor): Promise<ImageConfig>;
}

/** Pushes images to one repository. */
export interface RepositoryWriter {
  /** Pushes what is missing of all that an image's manifest refers to; the manifest itself is pushed with its tag. */
  push(image: ImageSource, options: PushOptions): Promise<readonly PushedBlob[]>;
  /** Puts an image's manifest under its digest, after its blobs. No tag is set. */
  putManifest(manifest: StoredManifest, attempts: number | undefined): Promise<void>;
}

/** Credentials may lie with a helper program, started by `run`. */
export function registry({ run, ...options }: { readonly run: RunProcess } & ClientOptions): {
  readonly reader: RegistryReader;
  readonly writer: RegistryWriter;
} {
  const clientOf = repositoryClients(options);
  return {
    reader: {
      credentials: (host, signal) => dockerCredentials(host, run, signal),
      repository(access, signal) {
        const client = clientOf(access);
        return {
          image: (tagOrDigest) => remoteImage(client, tagOrDigest, signal),
          referrers: (image) => remoteReferrers(client, image, signal),
          config: (config) => readConfig(client, config, signal),
        };
      },
    },
    writer: {
      repository(login, signal) {
        const client = clientOf(login);
        return {
          push: (image, options) => pushImage(image, client, options, signal),
          putManifest: (manifest, attempts) => putManifest(manifest, client, attempts, signal),
        };
      },
    },
  };
}
