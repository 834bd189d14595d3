import type { ListedObject, StoredTimes } from '../../aws/s3.ts';
import type { BucketWebsiteFacts } from '../../domain/bucket-website.ts';
import type { LocalSite } from './local-site.ts';
import type { Manifest } from './manifest.ts';
import type { OutsideReference } from './references.ts';
import type { UndoVersions } from './undo.ts';

/** What the bucket holds, and what we know of it. */
export interface BucketState {
  readonly manifest: Manifest;
  /** Undefined while there is no manifest. */
  readonly manifestEtag: string | undefined;
  /** When it was written and read, by S3's clock. */
  readonly manifestTimes?: StoredTimes | undefined;
  /** By key relative to the prefix. */
  readonly listed: ReadonlyMap<string, Listed>;
  /** For a rollback: what each of the releases changed that it undoes, newest first. */
  readonly undone?: readonly UndoVersions[] | undefined;
  /** Paths that an earlier run changed and that may not have been invalidated yet. */
  readonly pendingInvalidations: readonly string[];
  /** Paths whose object, which the manifest does not vouch for, holds the built file's bytes. */
  readonly sameContent: ReadonlySet<string>;
}

export type Listed = Pick<ListedObject, 'etag' | 'bytes'>;

/** The release that this run makes; no site when it rolls back to an earlier one. */
export interface Built {
  readonly site: LocalSite | undefined;
  /** What its pages load from outside the build; undefined while nobody had to know. */
  readonly outside?: readonly OutsideReference[] | undefined;
}

/** Everything that a sync is planned from. */
export interface Observation extends BucketState, Built {
  /** ISO 8601 */
  readonly now: string;
  readonly commit: string;
  /** When that commit was made, ISO 8601, where the workspace knows. */
  readonly committedAt: string | undefined;
  /** What the bucket says of itself as a website, where it is to be one. */
  readonly website?: BucketWebsiteFacts | undefined;
}
