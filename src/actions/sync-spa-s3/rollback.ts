import { UserError } from '../../errors.ts';
import type { Wanted } from './change.ts';
import type { Inputs } from './contract.ts';
import { keptKey, type Manifest, type Release, type Version } from './manifest.ts';
import type { BucketState } from './observation.ts';
import { entriesOf, isServiceWorkerName, phaseOf } from './phase.ts';
import type { UndoVersions } from './undo.ts';

/** The files of an earlier release, from what the bucket still holds; a UserError when one of them is gone. */
export function releaseFiles(
  { rollbackTo = 'previous', entries }: Pick<Inputs, 'rollbackTo' | 'entries'>,
  { manifest, listed, undone = [] }: Pick<BucketState, 'manifest' | 'listed' | 'undone'>,
): readonly Wanted[] {
  const back = releasesBack(manifest, rollbackTo);
  const id = manifest.releases[back]?.id ?? '';
  const entered = entriesOf({ entries });
  const roles = {
    isEntry: (path: string) => entered.includes(path),
    isImmutable: () => false,
    isServiceWorker: (path: string) => isServiceWorkerName(path) || manifest.serviceWorkers?.includes(path) === true,
  };
  const files = [...versionsOf(manifest, undone)].map(([path, version]) => {
    const from = [path, keptKey(version.sha256)].find((candidate) => holds(candidate, version.sha256));
    const etag = from === undefined ? undefined : listed.get(from)?.etag;
    return {
      path,
      ...version,
      phase: phaseOf(path, roles),
      from: from && etag ? { path: from, etag } : undefined,
    };
  });
  const lost = files.filter(({ from }) => from === undefined).map(({ path }) => path);
  if (lost.length > 0) throw gone(id, lost);
  return files.flatMap(({ from, ...file }) => (from ? [{ ...file, from }] : []));

  function holds(path: string, sha256: string): boolean {
    const known = manifest.objects.get(path);
    return known?.sha256 === sha256 && known.etag !== '' && listed.get(path)?.etag === known.etag;
  }
}

/** The id of the release that the input means. */
export function rollbackTarget(manifest: Manifest, rollbackTo: string): string {
  return manifest.releases[releasesBack(manifest, rollbackTo)]?.id ?? '';
}

/** The releases that are undone by a rollback, newest first. */
export function releasesToUndo(manifest: Manifest, rollbackTo: string): readonly Release[] {
  return manifest.releases.slice(0, releasesBack(manifest, rollbackTo));
}

/** How many releases back; the current one is 0. */
function releasesBack({ releases }: Manifest, rollbackTo: string): number {
  const serving = releases[0]?.id;
  const back =
    rollbackTo === 'previous'
      ? releases.findIndex(({ id }) => id !== serving)
      : releases.findIndex(({ id }) => id === rollbackTo);
  if (back >= 0) return back;
  throw new UserError({
    what: `There is no ${rollbackTo === 'previous' ? 'release before the current one' : `release ${rollbackTo}`}; nothing was changed.`,
    why: `The bucket knows ${[...new Set(releases.map(({ id }) => id))].join(', ') || 'none'}.`,
    next: 'Name one of these, or deploy the commit again.',
  });
}

/** By path, what the site was some releases ago: the current release, undone release by release. */
function versionsOf({ objects }: Manifest, undone: readonly UndoVersions[]): ReadonlyMap<string, Version> {
  const current = [...objects].filter(([, { unusedSince }]) => unusedSince === undefined);
  const versions = new Map<string, Version>(current.map(([path, { sha256, headers }]) => [path, { sha256, headers }]));
  for (const undo of undone) {
    for (const [path, version] of undo) {
      if (version) versions.set(path, version);
      else versions.delete(path);
    }
  }
  return versions;
}

function gone(id: string, lost: readonly string[]): UserError {
  const shown = lost.slice(0, 10).join(', ') + (lost.length > 10 ? ` and ${lost.length - 10} more` : '');
  return new UserError({
    what: `The release ${id} is no longer complete; nothing was changed.`,
    why: `Gone from the bucket: ${shown}.`,
    next: 'Deploy its commit again. keep-releases and keep-days decide how long a rollback to a release is possible.',
  });
}
