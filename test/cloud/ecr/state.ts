import type {
  EncryptionConfiguration,
  EnhancedImageScanFinding,
  ImageScanFinding,
  ImageTagMutability,
  ImageTagMutabilityExclusionFilter,
  RegistryScanningRule,
  RepositoryCreationTemplate,
  ScanStatus,
  ScanType,
} from '@aws-sdk/client-ecr';
import type { BlobStore } from './blob-store.ts';

/** One image or index of a repository, as it was put: `manifest` keeps the exact text that the digest covers. */
export interface StoredImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly manifest: string;
  readonly sizeBytes: number;
  readonly artifactType?: string;
  readonly subjectDigest?: string;
  pushedAt: Date;
  pulledAt?: Date;
  status: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';
  archivedAt?: Date;
  activatedAt?: Date;
  scan?: Scan;
  /** When it was last scanned basically, which is done once in 24 hours. */
  scannedAt?: Date;
}

/** The last scan of an image. */
export interface Scan {
  readonly status: ScanStatus;
  readonly description: string;
  readonly completedAt?: Date;
  readonly kind?: 'basic' | 'enhanced';
  readonly findings: readonly (ImageScanFinding | EnhancedImageScanFinding)[];
}

export interface Layer {
  readonly digest: string;
  readonly sizeBytes: number;
}

export interface Repository {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  readonly uri: string;
  readonly createdAt: Date;
  readonly encryption: EncryptionConfiguration;
  mutability: ImageTagMutability;
  exclusionFilters: readonly ImageTagMutabilityExclusionFilter[];
  scanOnPush: boolean;
  lifecyclePolicy?: string;
  policy?: string;
  readonly resourceTags: Map<string, string>;
  readonly images: Map<string, StoredImage>;
  /** Tag to image digest. */
  readonly tags: Map<string, string>;
  readonly layers: Map<string, Layer>;
}

/** The registry of one account in one region. */
export interface Registry {
  readonly accountId: string;
  readonly region: string;
  /** Stands for `<account>.dkr.ecr.<region>.amazonaws.com`: a loopback host and port. */
  readonly host: string;
  readonly repositories: Map<string, Repository>;
  readonly blobs: BlobStore;
  /** Signs the URLs that give layers to whoever has them. */
  readonly downloadSecret: Buffer;
  readonly accountSettings: Map<string, string>;
  scanning: { readonly scanType: ScanType; readonly rules: readonly RegistryScanningRule[] };
  /** Repository creation templates by prefix. */
  readonly templates: Map<string, RepositoryCreationTemplate>;
}

/** A push as the other services learn of it. */
export interface Push {
  readonly repository: Repository;
  readonly image: StoredImage;
  readonly tag?: string;
}

export function repositoryArn(region: string, accountId: string, name: string): string {
  return `arn:aws:ecr:${region}:${accountId}:repository/${name}`;
}

/** The tags of one image, sorted. */
export function tagsOf(repository: Repository, digest: string): readonly string[] {
  return [...repository.tags].flatMap(([tag, tagged]) => (tagged === digest ? [tag] : [])).toSorted();
}
