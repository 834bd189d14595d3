import type { Change } from '../../domain/plan.ts';
import type { Phase } from './phase.ts';

export type SyncChange = WriteChange | KeepChange | RecordChange | DeleteChange;

/** Why an object is written: it is new, its bytes changed, its headers changed, or somebody else wrote it since. */
export type Reason = 'new' | 'content' | 'headers' | 'drift';

/** An upload, or a copy within the bucket: new headers for a content that is right, or an earlier content. */
export type WriteChange =
  | (Write & { readonly kind: 'put'; readonly bytes: number })
  | (Write & { readonly kind: 'copy'; readonly from: string; readonly etag: string });

interface Write extends Change, SiteFile {
  readonly reason: Reason;
  /** The ETag of the object that is there before, which viewers could have met. */
  readonly replaces?: string;
}

/** A copy of what is about to be written over, for a rollback. */
export interface KeepChange extends Change {
  readonly kind: 'keep';
  /** The copied object's path, and the ETag that it must have. */
  readonly from: string;
  readonly etag: string;
  readonly path: string;
}

/** A change of our record alone: an object is no part of the site from now on, or is one again. */
export type RecordChange = Change & { readonly kind: 'retire' | 'reuse'; readonly path: string };

export type DeleteChange = Change & { readonly kind: 'delete'; readonly path: string; readonly etag: string };

/** A file of the release, as it shall be served. */
export interface SiteFile {
  /** Key relative to the prefix. */
  readonly path: string;
  readonly sha256: string;
  readonly phase: Phase;
  readonly headers: Readonly<Record<string, string>>;
  /** Its content changed under a name that browsers were told to keep: it is never frozen again. */
  readonly thawed?: true;
}

/** Where a file's bytes come from: the build, or another object of the bucket. */
export type Wanted = SiteFile &
  ({ readonly bytes: number } | { readonly from: { readonly path: string; readonly etag: string } });

export function isWrite(change: SyncChange): change is WriteChange {
  return change.kind === 'put' || change.kind === 'copy';
}
