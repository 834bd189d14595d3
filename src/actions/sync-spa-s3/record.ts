import { isWrite, type KeepChange, type SyncChange, type WriteChange } from './change.ts';
import {
  type ManifestDraft,
  type ManifestEntry,
  type ManifestObject,
  type Release,
  sameHeaders,
  type Version,
} from './manifest.ts';
import type { Observation } from './observation.ts';
import type { UndoVersions } from './undo.ts';

/** The ETags that S3 answered to writes, by path. */
export type Written = ReadonlyMap<string, string>;

/** The release that is being made, and who makes it. */
export type NewRelease = Omit<Release, 'undo'>;

/** The releases of the record from now on. */
export type Releases = readonly [newest: Release, ...older: Release[]];

/** What the record says beside its objects, once the release is switched to. */
export type OwnRecords = Pick<ManifestDraft, 'lockServer'> & { readonly releases: Releases };

/**
 * What is written down before the first upload: each object that is about to be written is ours from then on, whatever
 * becomes of this run. What a later run needs to know of one that is written over stays.
 */
export function intended(observation: Observation, changes: readonly SyncChange[], release: NewRelease): ManifestDraft {
  const size = observation.manifest.objects.size + changes.length;
  return { ...observation.manifest, deployment: undefined, objects: { size, [Symbol.iterator]: objects } };

  function* objects(): Generator<ManifestEntry> {
    const begun = new Map(changes.filter(isUpload).map((change) => [change.path, change]));
    for (const [path, object] of owned(observation))
      yield [path, begun.delete(path) ? { ...object, begun: true } : object];
    for (const [path, change] of begun)
      yield [path, { ...recordOf(change, '', observation, release.id), unusedSince: release.at, begun: true }];
  }
}

/** What is known after a failure: which of the new objects are there. */
export function interrupted(intent: ManifestDraft, written: Written): ManifestDraft {
  return { ...intent, objects: { size: intent.objects.size, [Symbol.iterator]: objects } };

  function* objects(): Generator<ManifestEntry> {
    for (const [path, intention] of intent.objects) {
      const { begun: _, ...object } = intention;
      const etag = object.etag === '' ? written.get(path) : undefined;
      yield [path, etag === undefined ? intention : { ...object, etag }];
    }
  }
}

/** What holds once the release is switched to. */
export function completed(
  observation: Observation,
  changes: readonly SyncChange[],
  written: Written,
  { releases, lockServer }: OwnRecords,
): ManifestDraft {
  const size = observation.manifest.objects.size + changes.length;
  const [release] = releases;
  const { site, manifest } = observation;
  const built = (site?.files ?? []).filter(({ isServiceWorker }) => isServiceWorker).map(({ path }) => path);
  const serviceWorkers = [...new Set([...built, ...(manifest.serviceWorkers ?? [])])];
  return { releases, serviceWorkers, lockServer, objects: { size, [Symbol.iterator]: objects } };

  function* objects(): Generator<ManifestEntry> {
    const [retired, reused] = [pathsOf(changes, 'retire'), pathsOf(changes, 'reuse')];
    for (const [path, object] of owned(observation)) {
      if (written.has(path)) continue;
      const etag = observation.listed.get(path)?.etag ?? '';
      if (retired.has(path)) yield [path, retire(object, etag, release)];
      else if (object.unusedSince === undefined || reused.has(path)) yield [path, current(object, release.id)];
      else yield [path, object];
    }
    for (const change of changes.filter(isUpload))
      yield [change.path, recordOf(change, written.get(change.path) ?? '', observation, release.id)];
  }
}

/** What others deleted or wrote over is not ours any more, unless it is part of the site that serves. */
function* owned({ manifest, listed }: Observation): Generator<ManifestEntry> {
  for (const [path, object] of manifest.objects) {
    const there = listed.get(path)?.etag;
    const isOurs = object.begun ? there !== undefined : there === object.etag;
    if (isOurs || object.unusedSince === undefined) yield [path, object];
  }
}

function pathsOf(changes: readonly SyncChange[], kind: SyncChange['kind']): ReadonlySet<string> {
  return new Set(changes.filter((change) => change.kind === kind).map(({ path }) => path));
}

function isUpload(change: SyncChange): change is WriteChange | KeepChange {
  return change.kind === 'keep' || isWrite(change);
}

/** Of what a run that died left nobody knows which content it has, and it was served until now. */
function retire({ begun, ...object }: ManifestObject, etag: string, { id, at }: NewRelease): ManifestObject {
  if (!begun) return { ...object, unusedSince: at };
  return { ...object, sha256: object.etag === etag ? object.sha256 : '', etag, release: id, unusedSince: at };
}

export function without(draft: ManifestDraft, paths: readonly string[]): ManifestDraft {
  return { ...draft, objects: { size: draft.objects.size, [Symbol.iterator]: objects } };

  function* objects(): Generator<ManifestEntry> {
    const gone = new Set(paths);
    for (const entry of draft.objects) if (!gone.has(entry[0])) yield entry;
  }
}

function recordOf(
  change: WriteChange | KeepChange,
  etag: string,
  { manifest, now }: Observation,
  release: string,
): ManifestObject {
  if (change.kind !== 'keep') {
    const { sha256, headers, thawed } = change;
    return { sha256, headers, etag, release, ...(thawed ? { thawed } : {}) };
  }
  const original = manifest.objects.get(change.from);
  if (!original) throw new Error('Only what the manifest knows is kept.');
  return { ...original, etag, unusedSince: original.unusedSince ?? now };
}

function current({ sha256, headers, etag, thawed }: ManifestObject, release: string): ManifestObject {
  return { sha256, headers, etag, release, ...(thawed ? { thawed } : {}) };
}

const maxReleases = 100;
/** To the release that served before, a run that fails goes back. */
const minReleases = 2;

/**
 * The releases of the record, once this one is switched to: so many as are kept. A release that is deployed again while it
 * serves stays one release, and `served` is what it had changed by then.
 */
export function releasesAfter(
  { manifest }: Pick<Observation, 'manifest'>,
  changes: readonly SyncChange[],
  { release, keep, served }: { readonly release: NewRelease; readonly keep: number; readonly served: UndoVersions },
): Releases {
  const [serving, ...older] = manifest.releases;
  if (!serving) return [{ ...release, undo: { versions: new Map() } }];
  const versions = undoOf(changes, manifest.objects);
  if (serving.id === release.id)
    return [
      { ...release, undo: versions.size === 0 ? serving.undo : { versions: new Map([...versions, ...served]) } },
      ...older,
    ];
  const kept = newest([serving, ...older], Math.max(minReleases, keep) - 1, release.id);
  return [{ ...release, undo: { versions } }, ...kept];
}

/** The newest releases with so many names beside this one: of those between which somebody goes back and forth, each counts once. */
function newest(releases: readonly Release[], count: number, beside: string): readonly Release[] {
  const names = new Set<string>();
  const end = releases.findIndex(({ id }) => id !== beside && names.add(id).size > count);
  return releases.slice(0, Math.min(end < 0 ? releases.length : end, maxReleases - 1));
}

function undoOf(changes: readonly SyncChange[], objects: ReadonlyMap<string, ManifestObject>): UndoVersions {
  const undo = new Map<string, Version | null>();
  for (const change of changes) {
    if (change.kind === 'delete' || change.kind === 'keep') continue;
    const object = objects.get(change.path);
    const before = object && object.unusedSince === undefined ? object : undefined;
    const isSame =
      before && isWrite(change) && before.sha256 === change.sha256 && sameHeaders(before.headers, change.headers);
    if (!isSame) undo.set(change.path, before ? { sha256: before.sha256, headers: before.headers } : null);
  }
  return undo;
}
