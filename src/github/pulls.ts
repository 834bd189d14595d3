import type { AskGitHub, RepositoryAccess, RestRequest } from './rest/request.ts';

/** A pull request: https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export interface Pull {
  readonly number: number;
  readonly isOpen: boolean;
}

export interface PullReader {
  pull(access: RepositoryAccess, number: number, signal: AbortSignal): Promise<Pull | undefined>;
}

export function pullReader(ask: AskGitHub): PullReader {
  return {
    async pull({ repository, token }, number, signal) {
      const path = `/repos/${repository}/pulls/${number}`;
      const request: RestRequest = {
        method: 'GET',
        path,
        expects: [404],
        doing: `Reading the pull request #${number}`,
      };
      const { status, body } = await ask(token, request, signal);
      return status === 404 ? undefined : { number, isOpen: (body as { readonly state: string }).state === 'open' };
    },
  };
}
