import type { Manifest, ManifestObject, Release, Version } from './manifest.ts';
import type { Observation } from './observe.ts';
import { isWrite, type KeepChange, type SyncChange, sameHeaders, type WriteChange } from './plan.ts';

/** A write that S3 has answered. */
export interface Written {
  readonly change: WriteChange | KeepChange;
  readonly etag: string;
}

/** The release that is being made, and who makes it. */
export type NewRelease = Omit<Release, 'undo'>;

/**
 * What is written down before the first upload: each object that is about to be written is ours from then on, whatever
 * becomes of this run. What a later run needs to know of one that is written over stays.
 */
export function intended(observation: Observation, changes: readonly SyncChange[], release: NewRelease): Manifest {
  const { manifest, listed } = observation;
  const objects = new Map<string, ManifestObject>();
  for (const [path, object] of manifest.objects) {
    const there = listed.get(path)?.etag;
    // What others deleted or wrote over is not ours any more, unless it is part of the site that serves.
    const isOurs = object.begun ? there !== undefined : there === object.etag;
    if (isOurs || object.unusedSince === undefined) objects.set(path, object);
  }
  for (const change of changes) {
    if (change.kind !== 'keep' && !isWrite(change)) continue;
    const fresh = { ...recordOf(change, '', observation, release.id), unusedSince: release.at };
    objects.set(change.path, { ...(objects.get(change.path) ?? fresh), begun: true });
  }
  return { ...manifest, objects, deployment: undefined };
}

/** What is known after a failure: which of the new objects are there. */
export function interrupted(intent: Manifest, written: readonly Written[]): Manifest {
  const objects = new Map(intent.objects);
  for (const { change, etag } of written) {
    const { begun: _, ...object } = objects.get(change.path) ?? recordless(change.path);
    if (object.etag === '') objects.set(change.path, { ...object, etag });
  }
  return { ...intent, objects };
}

/** What holds once the release is switched to. */
export function completed(
  intent: Manifest,
  observation: Observation,
  changes: readonly SyncChange[],
  written: readonly Written[],
  release: NewRelease,
): Manifest {
  const objects = new Map(intent.objects);
  const retired = new Set(changes.flatMap((change) => (change.kind === 'retire' ? [change.path] : [])));
  const reused = new Set(changes.flatMap((change) => (change.kind === 'reuse' ? [change.path] : [])));
  for (const [path, object] of objects) {
    if (retired.has(path)) objects.set(path, retire(object, observation.listed.get(path)?.etag ?? '', release));
    else if (object.unusedSince === undefined || reused.has(path)) objects.set(path, current(object, release.id));
  }
  for (const { change, etag } of written) objects.set(change.path, recordOf(change, etag, observation, release.id));
  return { objects, releases: releasesAfter(observation, changes, release) };
}

/** Of what a run that died left nobody knows which content it has, and it was served until now. */
function retire({ begun, ...object }: ManifestObject, etag: string, { id, at }: NewRelease): ManifestObject {
  if (!begun) return { ...object, unusedSince: at };
  return { ...object, sha256: object.etag === etag ? object.sha256 : '', etag, release: id, unusedSince: at };
}

function recordless(path: string): never {
  throw new Error(`${path} was written without having been intended.`);
}

export function without({ objects, ...manifest }: Manifest, paths: readonly string[]): Manifest {
  const gone = new Set(paths);
  return { ...manifest, objects: new Map([...objects].filter(([path]) => !gone.has(path))) };
}

function recordOf(
  change: WriteChange | KeepChange,
  etag: string,
  { manifest, now }: Observation,
  release: string,
): ManifestObject {
  if (change.kind !== 'keep') return { sha256: change.sha256, headers: change.headers, etag, release };
  const original = manifest.objects.get(change.from);
  if (!original) throw new Error('Only what the manifest knows is kept.');
  return { ...original, etag, unusedSince: original.unusedSince ?? now };
}

function current({ unusedSince: _, begun: __, ...object }: ManifestObject, release: string): ManifestObject {
  return { ...object, release };
}

const maxReleases = 100;

/** A release that is deployed again while it serves stays one release. */
function releasesAfter(
  { manifest }: Observation,
  changes: readonly SyncChange[],
  release: NewRelease,
): readonly Release[] {
  const [serving, ...older] = manifest.releases;
  if (!serving) return [{ ...release, undo: {} }];
  const undo = undoOf(changes, manifest.objects);
  return serving.id === release.id
    ? [{ ...release, undo: { ...undo, ...serving.undo } }, ...older]
    : [{ ...release, undo }, serving, ...older].slice(0, maxReleases);
}

function undoOf(
  changes: readonly SyncChange[],
  objects: ReadonlyMap<string, ManifestObject>,
): Readonly<Record<string, Version | null>> {
  const undo: Record<string, Version | null> = {};
  for (const change of changes) {
    if (change.kind === 'delete' || change.kind === 'keep') continue;
    const object = objects.get(change.path);
    const before = object && object.unusedSince === undefined ? object : undefined;
    const isSame =
      before && isWrite(change) && before.sha256 === change.sha256 && sameHeaders(before.headers, change.headers);
    if (!isSame) undo[change.path] = before ? { sha256: before.sha256, headers: before.headers } : null;
  }
  return undo;
}
