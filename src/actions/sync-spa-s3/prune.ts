import type { DeleteChange } from './change.ts';
import type { Inputs } from './contract.ts';
import type { Manifest, ManifestObject } from './manifest.ts';
import { isWithin } from './max-delete.ts';
import type { Observation } from './observation.ts';
import { isPage } from './phase.ts';

/**
 * Objects of ours that none of the kept earlier releases has and that nobody was served for long enough: never more than allowed, pages
 * before what they load, then the oldest first. What a run that died left was served until now, whenever it was begun.
 */
export function prunes(
  gone: readonly (readonly [path: string, object: ManifestObject])[],
  { keepReleases, keepDays, maxDelete }: Pick<Inputs, 'keepReleases' | 'keepDays' | 'maxDelete'>,
  { manifest, listed, now }: Pick<Observation, 'manifest' | 'listed' | 'now'>,
  resource: (path: string) => string,
): readonly DeleteChange[] {
  const kept = new Set(keptReleases(manifest, keepReleases));
  const before = new Date(Date.parse(now) - keepDays * 86_400_000).toISOString();
  const old = gone
    .map(([path, object]) => ({ path, ...object, since: object.begun ? now : (object.unusedSince ?? now) }))
    .filter(({ release, since, begun }) => (begun || !kept.has(release)) && since <= before)
    .toSorted(
      (a, b) => Number(isPage(b.path)) - Number(isPage(a.path)) || compare(a.since, b.since) || compare(a.path, b.path),
    );
  return old
    .filter((_, index) => isWithin(maxDelete, index + 1, manifest.objects.size))
    .flatMap(({ path, etag, begun }) => {
      const there = listed.get(path)?.etag;
      const ours = there !== undefined && (there === etag || begun);
      return ours
        ? [{ kind: 'delete', path, etag: there, resource: resource(path), irreversible: 'the object is gone' } as const]
        : [];
    });
}

/** The newest so many, a release that was deployed again counting once. */
function keptReleases({ releases }: Manifest, count: number): readonly string[] {
  return [...new Set(releases.map(({ id }) => id))].slice(0, Math.max(0, count));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
