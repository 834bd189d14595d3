import { type Release, releaseText } from '../../domain/release.ts';
import { commitLink, imageLink, linked, personLink, short } from '../../report/links.ts';
import type { Cell, Fact, Section, Span } from '../../report/report.ts';
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
export function factsOf(release: Release): readonly Fact[] {
  const { image, digest, siteRelease, databaseVersion, fingerprint } = release;
  const facts: readonly (readonly [string, Cell | undefined])[] = [
    ['Commit', commitCell(release)],
    ['Image', image === undefined ? digest && shortDigest(digest) : imageLink(image)],
    ['Site release', siteRelease && short(siteRelease)],
    ['Last migration', databaseVersion && { code: databaseVersion }],
    ['Released by', makerCell(release)],
    ['Plan', fingerprint && { code: short(fingerprint) }],
  ];
  return facts.filter((fact): fact is Fact => fact[1] !== undefined);
}

/** The commit, linked to its page. */
export function commitCell({ commit, run = '' }: Release): Span {
  return commitLink(commit, run);
}

/** Who released it, in which run. */
function makerCell({ actor, run = '' }: Release): Cell | undefined {
  const maker = actor === undefined ? [] : [personLink(actor, run)];
  const place = run === '' ? [] : [linked('its run', run)];
  return maker.length + place.length === 0
    ? undefined
    : [...maker, ...(maker.length * place.length > 0 ? [' in '] : []), ...place];
}

export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** The entries whose success does not count, with the reasons. */
export function doubtNote(entries: readonly Entry[]): readonly Section[] {
  if (entries.length === 0) return [];
  const reasons = entries.map(({ deployment, doubt }) => `${deployment.id} (${doubt})`);
  return [{ kind: 'note', text: `Deployments that do not count: ${reasons.join(', ')}.` }];
}
