import type { Release } from '../../domain/release.ts';
import type { CommitOrder, ComparisonReader } from '../../github/comparison.ts';
import type { Log } from '../../github/log.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import type { contract, Inputs } from './contract.ts';
import { currentOf, type Ledger, recentEntries } from './ledger.ts';
import { commitCell } from './release-shown.ts';
import type { Target } from './targets.ts';
import { doubtAboutMaker } from './trust/doubt.ts';

/** A commit that is to be deployed, beside the release that serves. */
export interface Comparison {
  readonly operation: 'compare';
  readonly target: Target;
  readonly commit: string;
  readonly serving: Release | undefined;
  /** Names of variables that recent releases have given to the backend, whether they were successful or not. */
  readonly variables: readonly string[];
  /** How the commit stands to the one that serves; undefined where nothing serves, or GitHub does not have both commits. */
  readonly order: CommitOrder | undefined;
}

/** Compares a commit with that of the current release; one that may be older is not looked at. */
export async function comparison(
  { commit, allowOlder }: { readonly commit: string; readonly allowOlder: boolean },
  target: Target,
  { ledger, repository }: { readonly ledger: Ledger; readonly repository: ComparisonReader },
  log: Log,
): Promise<Comparison> {
  // A record that no job made says nothing of what serves, nor of whose a variable is.
  const entries = (await recentEntries(ledger)).filter(({ deployment }) => doubtAboutMaker(deployment) === undefined);
  const serving = currentOf(entries)?.release;
  const order = serving && !allowOlder ? await repository.commitOrder(commit, serving.commit) : undefined;
  const variables = entries.flatMap(({ release }) => release.variables?.split(' ') ?? []);
  // A run that deploys nothing is green, so its page has to say why.
  if (order === 'behind') log.warning(resultOf(commit, serving, order));
  return { operation: 'compare', target, commit, serving, order, variables: [...new Set(variables)].toSorted() };
}

/** A commit behind the one that serves is superseded: what it brings serves already, and what came later would be lost. */
export function compared(
  { target, commit, serving, order, variables }: Comparison,
  { allowOlder }: Inputs,
): Conclusion<typeof contract> {
  const supersededBy = order === 'behind' ? serving?.commit : undefined;
  return {
    outputs: { found: serving !== undefined, 'superseded-by': supersededBy, variables },
    report: {
      title: `Compare with the release of ${target.app} in ${target.environment}`,
      status: 'unchanged',
      result: allowOlder ? 'Any commit may be deployed (allow-older).' : resultOf(commit, serving, order),
      facts: serving ? [['Serving commit', commitCell(serving)]] : [],
      sections: [],
    },
  };
}

function resultOf(given: string, current: Release | undefined, order: CommitOrder | undefined): string {
  if (!current) return 'The ledger has no current release; the commit can be deployed.';
  const [commit, serving] = [given.slice(0, 12), current.commit.slice(0, 12)];
  switch (order) {
    case 'behind':
      return `The commit ${commit} is superseded by ${serving}, which serves and has it in its history. Nothing is deployed. To deploy it all the same, roll back to its release, or set allow-older to true.`;
    case 'ahead':
      return `The commit ${commit} is later than ${serving}, which serves.`;
    case 'identical':
      return `The commit ${commit} serves already.`;
    case 'diverged':
      return `The commits ${commit} and ${serving}, which serves, are on different branches; neither supersedes the other.`;
    case undefined:
      return `GitHub does not have both commits, ${commit} and ${serving}, which serves; they cannot be compared, and the commit can be deployed.`;
  }
}
