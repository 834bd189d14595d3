import { type Release, releaseText } from '../../domain/release.ts';
import type { Cell, Section } from '../../report/report.ts';
import type { Entry } from './entry.ts';

/** The outputs that describe a release. */
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
    sizes: release.sizes,
    'plan-fingerprint': release.fingerprint,
  };
}

/** The facts about a release in a summary. */
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

/** The commit, linked to the run that released it. */
export function commitCell({ commit, run = '' }: Release): Cell {
  return linked(commit.slice(0, 12), run);
}

export function linked(text: string, url: string): Cell {
  return url === '' ? text : { text, url };
}

/** The entries whose success does not count, with the reasons. */
export function doubtNote(entries: readonly Entry[]): readonly Section[] {
  if (entries.length === 0) return [];
  const reasons = entries.map(({ deployment, doubt }) => `${deployment.id} (${doubt})`);
  return [{ kind: 'note', text: `Deployments that do not count: ${reasons.join(', ')}.` }];
}
