import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import type { Manifest, ManifestObject } from './manifest.ts';
import { manifestKey } from './manifest.ts';
import { isWithin } from './max-delete.ts';
import { keyPrefix, type LocalFile, type Observation } from './observe.ts';
import { type Phase, phases, type SiteFile, siteFiles } from './site.ts';

/** Why an object is written: it is new, its bytes changed, its headers changed, or somebody else wrote it since. */
export type Reason = 'new' | 'content' | 'headers' | 'drift';

export type SyncChange =
  | WriteChange
  | RecordChange
  | (Change & { readonly kind: 'delete'; readonly path: string; readonly etag: string });

/** A change of our record alone: an object is no part of the site from now on, or is one again. */
export type RecordChange = Change & { readonly kind: 'retire' | 'reuse'; readonly path: string };

/** An upload, or new headers for an object whose content is right. */
export type WriteChange =
  | (Write & { readonly kind: 'put'; readonly bytes: number })
  | (Write & { readonly kind: 'copy'; readonly etag: string });

export function isWrite(change: SyncChange): change is WriteChange {
  return change.kind === 'put' || change.kind === 'copy';
}

interface Write extends Change, SiteFile {
  readonly reason: Reason;
  readonly sha256: string;
  /** Whether viewers could have met an object under this key before. */
  readonly served: boolean;
}

/** What to write, retire and prune so that the bucket serves this build, in the order in which it is done. */
export function plan(inputs: Inputs, observation: Observation): Plan<SyncChange> {
  const prefix = keyPrefix(inputs.prefix);
  const resource = (path: string) => `s3://${inputs.bucket}/${prefix}${path}`;
  const wanted = siteFiles(
    observation.files.map(({ path }) => path),
    inputs,
  );
  const writes = writesOf(wanted, observation, resource);
  const gone = Object.entries(observation.manifest.objects).filter(
    ([path]) => !wanted.some((file) => file.path === path),
  );
  const release = [...writes, ...recordChanges(wanted, writes, gone, observation.manifest, resource)];
  return {
    action: 'sync-spa-s3',
    target: resource(''),
    changes: [...release, ...prunes(gone, inputs, observation, release.length > 0, resource)],
  };
}

function recordChanges(
  wanted: readonly SiteFile[],
  writes: readonly WriteChange[],
  gone: readonly Owned[],
  { objects }: Manifest,
  resource: (path: string) => string,
): readonly RecordChange[] {
  const retired = gone.filter(([, object]) => object.unusedSince === undefined).map(([path]) => path);
  const written = new Set(writes.map(({ path }) => path));
  const reused = wanted
    .map(({ path }) => path)
    .filter((path) => objects[path]?.unusedSince !== undefined && !written.has(path));
  return [
    ...retired.map((path) => ({ kind: 'retire', path, resource: resource(path) }) as const),
    ...reused.map((path) => ({ kind: 'reuse', path, resource: resource(path) }) as const),
  ];
}

function writesOf(
  wanted: readonly SiteFile[],
  { files, manifest, listed }: Observation,
  resource: (path: string) => string,
): readonly WriteChange[] {
  const local = new Map(files.map((file) => [file.path, file]));
  const writes = wanted.flatMap((file): readonly WriteChange[] => {
    const built = local.get(file.path);
    if (!built) return [];
    const there = listed.get(file.path);
    const difference = differenceOf(file, built, manifest.objects[file.path], there?.etag);
    if (difference === undefined) return [];
    const write = {
      ...file,
      resource: resource(file.path),
      reason: difference,
      sha256: built.sha256,
      served: there !== undefined,
    };
    return difference === 'headers' && there
      ? [{ ...write, kind: 'copy', etag: there.etag } as const]
      : [{ ...write, kind: 'put', bytes: built.bytes } as const];
  });
  return writes.toSorted((a, b) => rank(a.phase) - rank(b.phase) || (a.path < b.path ? -1 : 1));
}

/** Content decides, by our own record while S3 still has what we wrote, else by the ETag of a plain upload. */
function differenceOf(
  file: SiteFile,
  built: LocalFile,
  known: ManifestObject | undefined,
  etag: string | undefined,
): Reason | undefined {
  if (etag === undefined) return 'new';
  if (known?.etag !== etag) return etag === built.md5 ? 'headers' : known ? 'drift' : 'content';
  if (known.sha256 !== built.sha256) return 'content';
  return known.contentType === file.contentType && known.cacheControl === file.cacheControl ? undefined : 'headers';
}

function rank(phase: Phase): number {
  return phases.indexOf(phase);
}

type Owned = readonly [path: string, object: ManifestObject];

/** Objects of ours that no kept release has and that nobody was served for long enough: oldest first, never more than allowed. */
function prunes(
  gone: readonly Owned[],
  inputs: Inputs,
  observation: Observation,
  newRelease: boolean,
  resource: (path: string) => string,
): readonly SyncChange[] {
  const { manifest, listed, now } = observation;
  const kept = new Set(keptReleases(manifest, inputs.keepReleases - (newRelease ? 1 : 0)));
  const before = new Date(Date.parse(now) - inputs.keepDays * 86_400_000).toISOString();
  const old = gone
    .filter(
      ([path, object]) => path !== manifestKey && !kept.has(object.release) && (object.unusedSince ?? now) <= before,
    )
    .toSorted(([a, x], [b, y]) => compare(x.unusedSince ?? '', y.unusedSince ?? '') || compare(a, b));
  const owned = Object.keys(manifest.objects).length;
  return old
    .filter((_, index) => isWithin(inputs.maxDelete, index + 1, owned))
    .flatMap(([path, { etag }]) =>
      listed.get(path)?.etag === etag ? [{ kind: 'delete', path, etag, resource: resource(path) } as const] : [],
    );
}

function keptReleases(manifest: Manifest, count: number): readonly string[] {
  return manifest.releases.slice(0, Math.max(0, count)).map(({ id }) => id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
