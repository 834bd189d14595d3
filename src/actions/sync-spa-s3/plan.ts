import { keyPrefix } from '../../domain/key-prefix.ts';
import type { Plan } from '../../domain/plan.ts';
import type { KeepChange, Reason, RecordChange, SiteFile, SyncChange, Wanted, WriteChange } from './change.ts';
import type { Inputs } from './contract.ts';
import { keptKey, type ManifestObject, sameHeaders } from './manifest.ts';
import type { Observation } from './observation.ts';
import { phases } from './phase.ts';
import { prunes } from './prune.ts';
import { filesOf } from './routing.ts';

/** What to write, retire and prune so that the bucket serves this release, in the order in which it is done. */
export function plan(inputs: Inputs, observation: Observation): Plan<SyncChange> {
  const prefix = keyPrefix(inputs.prefix);
  const resource = (path: string) => `s3://${inputs.bucket}/${prefix}${path}`;
  const wanted = filesOf(inputs, observation);
  const paths = new Set(wanted.map(({ path }) => path));
  const writes = writesOf(wanted, observation, resource);
  const { objects } = observation.manifest;
  const gone: Owned[] = [];
  for (const [path, object] of objects) if (!paths.has(path)) gone.push([path, object]);
  const release = [
    ...keeps(writes, observation, resource),
    ...writes,
    ...retirements(gone, resource),
    ...reuses(wanted, writes, objects, resource),
  ];
  const keepReleases = inputs.keepReleases - (release.length > 0 ? 1 : 0);
  return {
    action: 'sync-spa-s3',
    target: resource(''),
    changes: [...release, ...prunes(gone, { ...inputs, keepReleases }, observation, resource)],
  };
}

type Naming = (path: string) => string;

function writesOf(wanted: readonly Wanted[], observation: Observation, resource: Naming): readonly WriteChange[] {
  const writes = wanted.flatMap((file): readonly WriteChange[] => {
    const known = observation.manifest.objects.get(file.path);
    const there = observation.listed.get(file.path);
    const reason = differenceOf(file, known, there?.etag, observation.sameContent.has(file.path));
    if (reason === undefined) return [];
    const { path, sha256, phase, headers, thawed } = file;
    const replaces = there ? { replaces: there.etag } : {};
    const flags = { ...(thawed ? { thawed } : {}), ...replaces };
    const write = { path, sha256, phase, headers, resource: resource(path), reason, ...flags };
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

/** Objects that are no part of the release. What a run that died left is settled like this, or as part of this release. */
function retirements(gone: readonly Owned[], resource: Naming): readonly RecordChange[] {
  const retired = gone.filter(([, { unusedSince, begun }]) => unusedSince === undefined || begun);
  return retired.map(([path]) => ({ kind: 'retire', path, resource: resource(path) }));
}

/** Objects that are part of the release again, and need not be written for it. */
function reuses(
  wanted: readonly SiteFile[],
  writes: readonly WriteChange[],
  objects: ReadonlyMap<string, ManifestObject>,
  resource: Naming,
): readonly RecordChange[] {
  const isBack = (object: ManifestObject | undefined) => object?.begun || object?.unusedSince !== undefined;
  const written = new Set(writes.map(({ path }) => path));
  const reused = wanted.filter(({ path }) => !written.has(path) && isBack(objects.get(path)));
  return reused.map(({ path }) => ({ kind: 'reuse', path, resource: resource(path) }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
