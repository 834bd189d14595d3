import { type Release, recordedRelease } from '../../domain/release.ts';
import type { Deployment, DeploymentStatus } from '../../github/deployments.ts';

/** A deployment of the ledger: a release, and how its deployment went. */
export interface Entry {
  readonly deployment: Deployment;
  readonly release: Release;
  /** Newest first. */
  readonly statuses: readonly DeploymentStatus[];
  /** The newest state; `pending` where there is none yet. */
  readonly state: string;
  /** Time of the last success, in ISO 8601; undefined where there is none. */
  readonly succeededAt: string | undefined;
  /** Web address of the run that set the state; empty where it is not known. */
  readonly logUrl: string;
  /** Why its success does not count, as a part of a sentence; undefined where it does, or where there is none. */
  readonly doubt?: string;
}

/** @param statuses newest first */
export function entryOf(deployment: Deployment, statuses: readonly DeploymentStatus[]): Entry {
  const { payload, commit } = deployment;
  return {
    deployment,
    statuses,
    release: recordedRelease(payload, commit),
    state: statuses[0]?.state ?? 'pending',
    succeededAt: statuses.find(({ state }) => state === 'success')?.createdAt,
    logUrl: statuses.find(({ logUrl }) => logUrl !== '')?.logUrl ?? '',
  };
}
