import type { Step } from '../../lifecycle/action.ts';
import type { SyncChange } from './change.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observation.ts';
import { rollbackTarget } from './rollback.ts';

/** What is known when a sync is applied and reported. */
export type SyncStep = Step<typeof contract, Observation, SyncChange>;

/**
 * The name of the release that a step makes, or rolls back to: the commit, unless one is given. Another build of the commit
 * that serves is another release (`<commit>.2`), so that there is a way back to the one before.
 */
export function releaseId({ inputs, observation, plan }: SyncStep): string {
  if (inputs.rollbackTo !== undefined) return rollbackTarget(observation.manifest, inputs.rollbackTo);
  if (inputs.releaseId !== undefined) return inputs.releaseId;
  const name = observation.commit || observation.now;
  const serving = observation.manifest.releases[0]?.id ?? '';
  if (!isOfCommit(serving, name)) return name;
  return plan.changes.some(changesTheSite) ? `${name}.${buildNumber(serving, name) + 1}` : serving;
}

/** Whether a release is of this commit: its name, and perhaps the number of the build. */
export function isOfCommit(release: string, commit: string): boolean {
  return release === commit || (release.startsWith(`${commit}.`) && /^\d+$/.test(release.slice(commit.length + 1)));
}

function buildNumber(release: string, commit: string): number {
  return release === commit ? 1 : Number(release.slice(commit.length + 1));
}

function changesTheSite({ kind }: SyncChange): boolean {
  return kind !== 'delete' && kind !== 'keep';
}
