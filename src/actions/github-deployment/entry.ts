import { isJsonObject } from '../../domain/json.ts';
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

/** How a deployment ended that did not succeed. */
const failures = ['failure', 'error'] as const;

export type Failure = (typeof failures)[number];

/** What is recorded of a release: of one that failed also how, so that nobody has to ask for its statuses. */
export function payloadOf(release: Release, state: string): object {
  const result = failures.find((each) => each === state);
  return result === undefined ? release : { ...release, result };
}

/** The entry of a deployment that was recorded as failed; its statuses are not needed. Undefined for any other one. */
export function failedEntry(deployment: Deployment): Entry | undefined {
  const { payload } = deployment;
  const result = isJsonObject(payload) ? failures.find((each) => each === payload['result']) : undefined;
  if (result === undefined) return undefined;
  const entry = entryOf(deployment, []);
  const logUrl = entry.release.run?.replace(/\/attempts\/\d+$/, '') ?? '';
  return { ...entry, state: result, logUrl };
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
