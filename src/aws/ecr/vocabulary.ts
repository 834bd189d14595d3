import type { StoredManifest } from '../../domain/image-manifest.ts';
import type { RepositoryAddress } from '../../domain/image-reference.ts';
import type { TagMutability } from '../../domain/tag-mutability.ts';
import type { ImageScan } from './image-scan.ts';
import type { StoredImage } from './stored-image.ts';

export type { StoredImage };

/** A repository by name; without an account, in the registry of the caller's. */
export interface RepositoryId {
  readonly name: string;
  /** 12 digits */
  readonly accountId?: string | undefined;
}

export interface Repository {
  readonly name: string;
  /** What AWS calls its URI: what `docker push` takes. */
  readonly address: RepositoryAddress;
  readonly arn: string;
  readonly accountId: string;
  readonly mutability: TagMutability;
  /** Its own setting, which counts where the registry's scanning configuration says nothing of it. */
  readonly scanOnPush: boolean;
  /** The KMS key that its images are encrypted with; undefined: with keys of Amazon S3. */
  readonly kmsKey: string | undefined;
}

/** How a repository is created. */
export interface RepositorySettings {
  readonly mutability: 'MUTABLE' | 'IMMUTABLE';
  readonly kmsKey: string | undefined;
}

/** The template for repositories that a push creates. */
export interface CreationTemplate {
  /** Repositories below this prefix; `ROOT` for those that no other template covers. */
  readonly prefix: string;
}

/** An image as it is stored, found by a tag or by its digest. */
export interface FoundImage extends StoredManifest {
  readonly tag: string | undefined;
}

/** A manifest, and the tag that it is to get. */
export interface TaggedManifest extends StoredManifest {
  readonly tag: string;
}

export type ImageId = { readonly tag: string } | { readonly digest: string };

/** User name and password for the registries of one region; the password lasts 12 hours and must be masked. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  /** The registry that ECR names with it. */
  readonly host: string;
}

export interface EcrReader {
  /** The repository, if there is one. */
  repository(id: RepositoryId, signal: AbortSignal): Promise<Repository | undefined>;
  /** Those of the wanted images that exist; none where the repository does not exist. A UserError for an archived one. */
  images(id: RepositoryId, wanted: readonly ImageId[], signal: AbortSignal): Promise<readonly FoundImage[]>;
  /** What decides whether an image can be deployed, or undefined when it is not there. */
  storedImage(id: RepositoryId, wanted: ImageId, signal: AbortSignal): Promise<StoredImage | undefined>;
  /** Which of these layers and configurations, by digest, the repository has; none where there is no such repository. */
  layers(id: RepositoryId, digests: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** The template by which a push creates this repository; `unknown` where the caller may not read templates. */
  creationTemplate(name: string, signal: AbortSignal): Promise<CreationTemplate | 'unknown' | undefined>;
  /** Where a repository of this name is, or will be. */
  address(id: RepositoryId, signal: AbortSignal): Promise<RepositoryAddress>;
  /** The text of a repository's lifecycle policy, if it has one. */
  lifecyclePolicy(id: RepositoryId, signal: AbortSignal): Promise<string | undefined>;
  /** The last scan of an image, by digest; undefined when ECR knows of none, as for some time after a push. */
  scan(id: RepositoryId, digest: string, signal: AbortSignal): Promise<ImageScan | undefined>;
  /**
   * Signs in to every registry of a region that the caller may use; without a region, that of the client. It does so once
   * for a region, and again when the password is `expired`.
   */
  login(region: string | undefined, signal: AbortSignal, expired?: string): Promise<RegistryLogin>;
}

export interface EcrWriter {
  /** Creates a repository that scans what is pushed. `exists` means: another run did so first. */
  createRepository(id: RepositoryId, settings: RepositorySettings, signal: AbortSignal): Promise<Repository | 'exists'>;
  putLifecyclePolicy(id: RepositoryId, policy: string, signal: AbortSignal): Promise<void>;
  /**
   * Starts the scan of an image, by digest. `enhanced` means: Inspector decides when it scans. `scanned` means: it was
   * scanned in the last 24 hours.
   */
  startScan(id: RepositoryId, digest: string, signal: AbortSignal): Promise<'started' | 'enhanced' | 'scanned'>;
  /** Tags an image whose blobs are all in the repository. `refused` means: the tag exists and may not move. */
  tagImage(id: RepositoryId, image: TaggedManifest, signal: AbortSignal): Promise<'tagged' | 'refused'>;
}
