import type { Undo } from './undo.ts';
import type { Version } from './version.ts';

export type { Version };

/** What is known of each object that this action put into a bucket, kept beside the site. */
export interface Manifest {
  /** Newest first; the first one is the current one. */
  readonly releases: readonly Release[];
  /** By key relative to the prefix. */
  readonly objects: ReadonlyMap<string, ManifestObject>;
  /** The deployment that is at work now, or that died at work. */
  readonly deployment?: Deployment | undefined;
  /** Paths that are service workers, or were, by what the build showed: a rollback has no build to ask. */
  readonly serviceWorkers?: readonly string[] | undefined;
  /** The server, where it is not AWS's own, that was seen to keep the conditions of writes. */
  readonly lockServer?: string | undefined;
}

/** A manifest to be written. Its objects are made one after the other: beside those that were read they would take much memory. */
export interface ManifestDraft extends Omit<Manifest, 'objects'> {
  readonly objects: Iterable<ManifestEntry> & {
    /** At most. */
    readonly size: number;
  };
}

export type ManifestEntry = readonly [path: string, object: ManifestObject];

export interface Release {
  readonly id: string;
  /** When it was switched to, ISO 8601. */
  readonly at: string;
  /** The workflow run that switched to it, and when its commit was made (ISO 8601), where known. */
  readonly run?: string | undefined;
  readonly committedAt?: string | undefined;
  readonly undo: Undo;
}

export interface ManifestObject extends Version {
  /** What S3 answered to our own write: equal in the listing means that nobody else has written since. Empty before the first answer. */
  readonly etag: string;
  /** The newest release that has this object. */
  readonly release: string;
  /** When that release was superseded without it, ISO 8601; absent while it is part of the newest. */
  readonly unusedSince?: string | undefined;
  /** A write was begun of which nothing more is known: what is there is ours, be it the new content or the old. */
  readonly begun?: true;
  /** Its content changed under a name that browsers were told to keep: it is never frozen again. */
  readonly thawed?: true;
}

/** A claim on the site, by a run that writes to it. */
export interface Deployment {
  /** Web address of the run, for people who wait for it. */
  readonly url: string;
  /** Run id and attempt: a later attempt of the same run knows that this one is over. */
  readonly run: string;
  /** Tells two steps of one run apart. */
  readonly token: string;
  /** When the lease ends, by the clock of the machine that holds it; for people, and for earlier versions of this action. ISO 8601. */
  readonly until: string;
}

/** Where the manifest lies, relative to the prefix. */
export const manifestKey = '.deploy/manifest.json';
/** Where the paths lie whose invalidation is pending, relative to the prefix. */
export const pendingInvalidationsKey = '.deploy/pending-invalidations.json';

/** Where a content lies that was written over, for a rollback. */
export function keptKey(sha256: string): string {
  return `.deploy/kept/${sha256}`;
}

export const emptyManifest: Manifest = { releases: [], objects: new Map() };

export function sameHeaders(a: Version['headers'], b: Version['headers']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
