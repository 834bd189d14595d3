import type { RepositoryApi } from './repository-api.ts';
import { dataUnless, explained } from './rest/explained.ts';

/** A pull request: https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export interface Pull {
  readonly number: number;
  readonly isOpen: boolean;
}

export interface PullReader {
  pull(number: number): Promise<Pull | undefined>;
}

export function pullReader({ octokit, at }: RepositoryApi): PullReader {
  return {
    async pull(number) {
      const found = await explained(`Reading the pull request #${number}`, () =>
        dataUnless([404], () => octokit.rest.pulls.get({ ...at, pull_number: number })),
      );
      return found && { number, isOpen: found.state === 'open' };
    },
  };
}
