import { isSameRelease } from '../../domain/release.ts';
import type { Deployment, DeploymentReader } from '../../github/deployments.ts';
import { type Entry, entryOf } from './entry.ts';
import { replayed } from './replayed.ts';
import type { Target } from './targets.ts';

/** The ledger of an app in an environment: the deployments of its task. */
export interface Ledger {
  /** Newest first; each page is asked for once. */
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
    deployments: replayed(() => repository.deployments({ environment, task })),
    async deployment(id) {
      const found = await repository.deployment(id);
      return found?.environment === environment && found.task === task ? found : undefined;
    },
    async entry(deployment) {
      return entryOf(deployment, await repository.deploymentStatuses(deployment.id));
    },
  };
}

/** At most so many deployments are read with their statuses: each is a request, and a token has a thousand in an hour. */
export const maxEntries = 100;

/** What is done with each entry that is read, and whether those read so far are enough. */
export interface Reading {
  check?(entry: Entry): Promise<Entry>;
  isEnough?(entries: readonly Entry[]): boolean;
}

/**
 * The newest entries, down to the first that cannot be current: a success makes all earlier releases inactive, so no entry
 * behind an inactive one that follows a success is current. `isEnough` may ask for more.
 */
export async function recentEntries(
  ledger: Ledger,
  { check = async (entry) => entry, isEnough = () => true }: Reading = {},
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const deployment of ledger.deployments()) {
    const entry = await check(await ledger.entry(deployment));
    entries.push(entry);
    const isBehindCurrent = entry.state === 'inactive' && entries.some(({ state }) => state === 'success');
    if ((isBehindCurrent && isEnough(entries)) || entries.length === maxEntries) break;
  }
  return entries;
}

/** The current release: of the entries in the state `success`, the one that succeeded last. */
export function currentOf(entries: readonly Entry[]): Entry | undefined {
  return newestSuccess(entries.filter(({ state }) => state === 'success'));
}

/** The previous release: the last success of another release than the current one. */
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
