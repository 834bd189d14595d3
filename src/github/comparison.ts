import type { RepositoryApi } from './repository-api.ts';
import { dataUnless, explained } from './rest/explained.ts';

/** How a commit stands to another one: `ahead` has the other one in its history, `behind` is in the history of the other one. */
export type CommitOrder = 'ahead' | 'behind' | 'identical' | 'diverged';

export interface ComparisonReader {
  /** How `commit` stands to `base`; undefined where GitHub does not have both. https://docs.github.com/en/rest/commits/commits#compare-two-commits */
  commitOrder(commit: string, base: string): Promise<CommitOrder | undefined>;
}

export function comparisonReader({ octokit, at }: RepositoryApi): ComparisonReader {
  return {
    async commitOrder(commit, base) {
      const [from, to] = [base.slice(0, 12), commit.slice(0, 12)];
      const found = await explained(`Comparing the commits ${from} and ${to}`, () =>
        // One commit on the page is enough: only the order counts.
        dataUnless([404, 422], () =>
          octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${base}...${commit}`, per_page: 1 }),
        ),
      );
      return found?.status;
    },
  };
}
