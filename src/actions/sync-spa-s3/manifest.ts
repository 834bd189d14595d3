import { UserError } from '../../errors.ts';

/** What we know of each object that we put into a bucket, kept beside the site. */
export interface Manifest {
  readonly version: 1;
  /** Newest first; the first one serves. */
  readonly releases: readonly Release[];
  /** By key relative to the prefix. */
  readonly objects: Readonly<Record<string, ManifestObject>>;
}

export interface Release {
  readonly id: string;
  /** When its entry page was switched, ISO 8601. */
  readonly at: string;
}

export interface ManifestObject {
  readonly sha256: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** What S3 answered to our own write: equal in the listing means that nobody else has written since. */
  readonly etag: string;
  /** The newest release that has this object. */
  readonly release: string;
  /** When that release was last superseded without it, ISO 8601; absent while it is part of the newest. */
  readonly unusedSince?: string;
}

/** Where the manifest lies, relative to the prefix. */
export const manifestKey = '.deploy/manifest.json';

export const emptyManifest: Manifest = { version: 1, releases: [], objects: {} };

export function parseManifest(source: string, place: string): Manifest {
  try {
    const manifest = JSON.parse(source) as Manifest;
    if (manifest.version === 1 && Array.isArray(manifest.releases) && typeof manifest.objects === 'object')
      return manifest;
  } catch {
    // Said below, like a manifest of another version.
  }
  throw new UserError({
    what: `The manifest ${place} is not one that this version can read; nothing was changed.`,
    next: 'Use the version of this action that wrote it, or remove it: the next run then compares with what the bucket holds.',
  });
}
