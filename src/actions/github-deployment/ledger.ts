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
