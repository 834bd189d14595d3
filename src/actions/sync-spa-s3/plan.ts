import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import { keyPrefix } from './key-prefix.ts';
import { keptKey, type ManifestObject } from './manifest.ts';
import type { Observation } from './observe.ts';
import { prunes } from './prune.ts';
import { releaseFiles } from './rollback.ts';
import { type Phase, phases } from './site.ts';

/** Why an object is written: it is new, its bytes changed, its headers changed, or somebody else wrote it since. */
export type Reason = 'new' | 'content' | 'headers' | 'drift';

export type SyncChange = WriteChange | KeepChange | RecordChange | DeleteChange;

/** A change of our record alone: an object is no part of the site from now on, or is one again. */
export type RecordChange = Change & { readonly kind: 'retire' | 'reuse'; readonly path: string };

export type DeleteChange = Change & { readonly kind: 'delete'; readonly path: string; readonly etag: string };

/** A copy of what is about to be written over, for a rollback. */
export interface KeepChange extends Change {
  readonly kind: 'keep';
  /** The copied object's path, and the ETag that it must have. */
  readonly from: string;
  readonly etag: string;
  readonly path: string;
}

/** An upload, or a copy within the bucket: new headers for a content that is right, or an earlier content. */
export type WriteChange =
  | (Write & { readonly kind: 'put'; readonly bytes: number })
  | (Write & { readonly kind: 'copy'; readonly from: string; readonly etag: string });

interface Write extends Change, SiteFile {
  readonly reason: Reason;
  /** The ETag of the object that is there before, which viewers could have met. */
  readonly replaces?: string;
}

/** A file of the release, as it shall be served. */
export interface SiteFile {
  /** Key relative to the prefix. */
  readonly path: string;
  readonly sha256: string;
  readonly phase: Phase;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a file's bytes come from: the build, or another object of the bucket. */
export type Wanted = SiteFile &
  ({ readonly bytes: number } | { readonly from: { readonly path: string; readonly etag: string } });

export function isWrite(change: SyncChange): change is WriteChange {
  return change.kind === 'put' || change.kind === 'copy';
}

/** What to write, retire and prune so that the bucket serves this release, in the order in which it is done. */
export function plan(inputs: Inputs, observation: Observation): Plan<SyncChange> {
  const prefix = keyPrefix(inputs.prefix);
  const resource = (path: string) => `s3://${inputs.bucket}/${prefix}${path}`;
  const wanted = observation.site?.files ?? releaseFiles(inputs, observation);
  const paths = new Set(wanted.map(({ path }) => path));
  const writes = writesOf(wanted, observation, resource);
  const { objects } = observation.manifest;
  const gone: Owned[] = [];
  for (const [path, object] of objects) if (!paths.has(path)) gone.push([path, object]);
  const release = [
    ...keeps(writes, observation, resource),
    ...writes,
    ...recordChanges(wanted, writes, gone, objects, resource),
  ];
  return {
    action: 'sync-spa-s3',
    target: resource(''),
    changes: [...release, ...prunes(gone, inputs, observation, release.length > 0, resource)],
  };
}

type Naming = (path: string) => string;

function writesOf(wanted: readonly Wanted[], observation: Observation, resource: Naming): readonly WriteChange[] {
  const writes = wanted.flatMap((file): readonly WriteChange[] => {
    const known = observation.manifest.objects.get(file.path);
    const there = observation.listed.get(file.path);
    const reason = differenceOf(file, known, there?.etag, observation.sameContent.has(file.path));
    if (reason === undefined) return [];
    const { path, sha256, phase, headers } = file;
    const replaces = there ? { replaces: there.etag } : {};
    const write = { path, sha256, phase, headers, resource: resource(path), reason, ...replaces };
    // S3 copies no object above 5 GiB in one request.
    if (reason === 'headers' && there && there.bytes <= maxCopyBytes)
      return [{ ...write, kind: 'copy', from: path, etag: there.etag }];
    if ('from' in file) return [{ ...write, kind: 'copy', from: file.from.path, etag: file.from.etag }];
    return [{ ...write, kind: 'put', bytes: file.bytes }];
  });
  return writes.toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || compare(a.path, b.path));
}

const maxCopyBytes = 5 * 1_024 ** 3;

/** Content decides, by our own record while S3 still has what we wrote, else by what S3 tells of the object. */
function differenceOf(
  file: Wanted,
  known: ManifestObject | undefined,
  etag: string | undefined,
  sameContent: boolean,
): Reason | undefined {
  if (etag === undefined) return 'new';
  if (known?.etag !== etag) return sameContent ? 'headers' : known?.etag ? 'drift' : 'content';
  if (known.sha256 !== file.sha256) return 'content';
  return sameHeaders(known.headers, file.headers) ? undefined : 'headers';
}

export function sameHeaders(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** A content of ours that is written over is kept under its hash, once. */
function keeps(writes: readonly WriteChange[], observation: Observation, resource: Naming): readonly KeepChange[] {
  const { objects } = observation.manifest;
  const kept = new Map<string, KeepChange>();
  for (const { path: from, sha256 } of writes) {
    const known = objects.get(from);
    const there = observation.listed.get(from);
    if (!known || !there || known.etag !== there.etag || known.sha256 === sha256 || there.bytes > maxCopyBytes)
      continue;
    const path = keptKey(known.sha256);
    const already = objects.get(path);
    if (already && observation.listed.get(path)?.etag === already.etag && already.release === known.release) continue;
    kept.set(path, { kind: 'keep', from, etag: known.etag, path, resource: resource(path) });
  }
  return [...kept.values()];
}

type Owned = readonly [path: string, object: ManifestObject];

function recordChanges(
  wanted: readonly SiteFile[],
  writes: readonly WriteChange[],
  gone: readonly Owned[],
  objects: ReadonlyMap<string, ManifestObject>,
  resource: Naming,
): readonly RecordChange[] {
  // What a run that died left is settled: retired, or part of this release.
  const isBack = (object: ManifestObject | undefined) => object?.begun || object?.unusedSince !== undefined;
  const retired = gone.filter(([, { unusedSince, begun }]) => unusedSince === undefined || begun).map(([path]) => path);
  const written = new Set(writes.map(({ path }) => path));
  const reused = wanted.map(({ path }) => path).filter((path) => !written.has(path) && isBack(objects.get(path)));
  return [
    ...retired.map((path) => ({ kind: 'retire', path, resource: resource(path) }) as const),
    ...reused.map((path) => ({ kind: 'reuse', path, resource: resource(path) }) as const),
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
