import type { Deployment, DeploymentReader } from '../../github/deployments.ts';
import { type Ledger, ledgerOf, taskOf } from './ledger.ts';
import type { Target } from './targets.ts';

/** A target with its ledger. */
export interface TargetLedger {
  readonly target: Target;
  readonly ledger: Ledger;
}

/** The newest deployments of an app, in all environments. */
interface Newest {
  readonly rows: readonly Deployment[];
  /** Whether there are no others. */
  readonly isAll: boolean;
}

/** The ledgers of targets: those of one app share its newest page, and read on by themselves where that is not enough. */
export function sharedLedgers(targets: readonly Target[], repository: DeploymentReader): readonly TargetLedger[] {
  const pages = new Map<string, Promise<Newest>>();
  const newest = (app: string) => {
    const page = pages.get(app) ?? newestOf(app, repository);
    pages.set(app, page);
    return page;
  };
  return targets.map((target) => {
    const isShared = targets.filter(({ app }) => app === target.app).length > 1;
    const reader = isShared
      ? { ...repository, deployments: readOn(target, () => newest(target.app), repository) }
      : repository;
    return { target, ledger: ledgerOf(target, reader) };
  });
}

const pageRows = 100;

async function newestOf(app: string, repository: DeploymentReader): Promise<Newest> {
  const rows: Deployment[] = [];
  for await (const row of repository.deployments({ task: taskOf(app) })) {
    rows.push(row);
    if (rows.length === pageRows) return { rows, isAll: false };
  }
  return { rows, isAll: true };
}

function readOn(
  { environment }: Target,
  newest: () => Promise<Newest>,
  repository: DeploymentReader,
): DeploymentReader['deployments'] {
  return async function* (filter) {
    const { rows, isAll } = await newest();
    const own = rows.filter((row) => row.environment === environment);
    yield* own;
    if (isAll) return;
    const seen = new Set(own.map(({ id }) => id));
    for await (const row of repository.deployments(filter)) if (!seen.has(row.id)) yield row;
  };
}
