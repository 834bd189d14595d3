import { isSameRelease, type Release, recordedRelease } from '../../domain/release.ts';
import type { Deployment, DeploymentReader, DeploymentStatus } from '../../github/deployments.ts';
import type { Target } from './targets.ts';

/** A deployment as the ledger reads it. */
export interface Entry {
  readonly deployment: Deployment;
  readonly release: Release;
  /** Its newest; `pending` for one that has none yet. */
  readonly state: string;
  /** When it succeeded last, in ISO 8601; undefined where it never has. */
  readonly succeededAt: string | undefined;
  /** Web address of the run that told its state; empty where none is known. */
  readonly logUrl: string;
}

/** The ledger of an app in an environment: the deployments of its task. */
export interface Ledger {
  /** Newest first. */
  deployments(): AsyncIterable<Deployment>;
  deployment(id: number): Promise<Deployment | undefined>;
  entry(deployment: Deployment): Promise<Entry>;
}

export function taskOf(app: string): string {
  return `deploy:${app}`;
}

export function ledgerOf({ app, environment }: Target, repository: DeploymentReader): Ledger {
  const task = taskOf(app);
  return {
    deployments: () => repository.deployments({ environment, task }),
    async deployment(id) {
      const found = await repository.deployment(id);
      return found?.environment === environment && found.task === task ? found : undefined;
    },
    async entry(deployment) {
      return entryOf(deployment, await repository.deploymentStatuses(deployment.id));
    },
  };
}

/** The statuses of so many deployments are read at most: each is a request, of which a token has a thousand an hour. */
export const maxEntries = 100;

/**
 * The newest entries, at least down to where nothing serves any more: when a release succeeds, all that served before is
 * made inactive, so behind an inactive one that follows a success there is no other. `isEnough` may ask for more.
 */
export async function recentEntries(
  ledger: Ledger,
  isEnough: (entries: readonly Entry[]) => boolean = () => true,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const deployment of ledger.deployments()) {
    const entry = await ledger.entry(deployment);
    entries.push(entry);
    const isBehindServing = entry.state === 'inactive' && entries.some(({ state }) => state === 'success');
    if ((isBehindServing && isEnough(entries)) || entries.length === maxEntries) break;
  }
  return entries;
}

/** What serves: of those that are marked so, the one that succeeded last. */
export function currentOf(entries: readonly Entry[]): Entry | undefined {
  return newestSuccess(entries.filter(({ state }) => state === 'success'));
}

/** What served before, and is another release. */
export function previousOf(entries: readonly Entry[]): Entry | undefined {
  const current = currentOf(entries);
  return current && newestSuccess(entries.filter(({ release }) => !isSameRelease(release, current.release)));
}

function newestSuccess(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (best, entry) => ((entry.succeededAt ?? '') > (best?.succeededAt ?? '') ? entry : best),
    undefined,
  );
}

function entryOf(deployment: Deployment, statuses: readonly DeploymentStatus[]): Entry {
  const { payload, commit } = deployment;
  return {
    deployment,
    release: recordedRelease(payload, commit),
    state: statuses[0]?.state ?? 'pending',
    succeededAt: statuses.find(({ state }) => state === 'success')?.createdAt,
    logUrl: statuses.find(({ logUrl }) => logUrl !== '')?.logUrl ?? '',
  };
}
