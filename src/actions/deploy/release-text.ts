import type { Plan } from '../../domain/plan.ts';
import type { Run } from '../../github/run.ts';
import { fingerprintOf } from '../lifecycle.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';

/** What of a release its stages tell. */
export interface Released {
  readonly image: string | undefined;
  readonly siteRelease: string | undefined;
  readonly databaseVersion: string | undefined;
}

/** The release as GitHub's ledger records it: JSON without what is not known. */
export function releaseText(
  { environment }: Pick<Inputs, 'environment'>,
  { app, run }: { readonly app: Observation['app']; readonly run: Pick<Run, 'commit' | 'url' | 'actor'> },
  plan: Plan,
  { image, siteRelease, databaseVersion }: Released,
): string {
  const { commit, url, actor } = run;
  const digest = image?.split('@')[1];
  const fingerprint = fingerprintOf(plan);
  return JSON.stringify({
    ...{ app, environment, commit, image, digest, siteRelease, databaseVersion, fingerprint, run: url, actor },
  });
}
