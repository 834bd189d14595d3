import { type Release, releaseText } from '../../domain/release.ts';
import type { Cell } from '../../report/report.ts';

/** The outputs by which a release is handed on. */
export function outputsOf(id: number | undefined, state: string, release: Release) {
  return {
    'deployment-id': id,
    state,
    release: releaseText(release),
    commit: release.commit,
    image: release.image,
    digest: release.digest,
    'site-release': release.siteRelease,
    'database-version': release.databaseVersion,
    'plan-fingerprint': release.fingerprint,
  };
}

/** What people want to know of a release. */
export function factsOf(release: Release): readonly (readonly [string, Cell])[] {
  const facts: readonly (readonly [string, Cell | undefined])[] = [
    ['Commit', commitCell(release)],
    ['Image', release.image ?? release.digest],
    ['Site release', release.siteRelease],
    ['Database', release.databaseVersion],
    ['Plan', release.fingerprint],
    ['By', release.actor],
  ];
  return facts.filter((fact): fact is readonly [string, Cell] => fact[1] !== undefined);
}

/** The commit, with the run that released it. */
export function commitCell({ commit, run = '' }: Release): Cell {
  return linked(commit.slice(0, 12), run);
}

export function linked(text: string, url: string): Cell {
  return url === '' ? text : { text, url };
}
