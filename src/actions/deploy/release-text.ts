import { canonicalJson, type Plan } from '../../domain/plan.ts';
import type { Release } from '../../domain/release.ts';
import type { Run } from '../../github/run.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';

/** The parts of a release that the stages know. */
export interface Released {
  readonly environment: string;
  readonly app: string | undefined;
  readonly image: string | undefined;
  readonly siteRelease: string | undefined;
  readonly databaseVersion: string | undefined;
  /** Names of the variables that the backend is given. */
  readonly variables: readonly string[];
  readonly sizes: string | undefined;
  /** `true` where neither this release nor the one before may stand whole. */
  readonly unsettled: string | undefined;
}

/** The release as GitHub's ledger records it: JSON, without unknown parts. */
export function releaseText(
  { image, variables, ...released }: Released,
  { commit, url, actor }: Pick<Run, 'commit' | 'url' | 'actor'>,
  plan: Plan,
): string {
  const release: { readonly [Member in keyof Release]: Release[Member] | undefined } = {
    ...released,
    ...{ commit, run: url, actor, fingerprint: fingerprintOf(plan) },
    ...{ image, digest: image?.split('@')[1], variables: namesText(variables) },
  };
  return canonicalJson(release);
}

/** The ledger takes no names with blanks, and no payload without an end: what is left out is nobody's. */
function namesText(names: readonly string[]): string | undefined {
  const text = names
    .filter((name) => /^[\w.-]+$/.test(name))
    .toSorted()
    .join(' ');
  return text === '' || text.length > maxCharacters ? undefined : text;
}

const maxCharacters = 20_000;
