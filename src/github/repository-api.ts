import { type Octokit, octokitFor } from './rest/octokit.ts';

/** A repository, and the token that asks about it. */
export interface RepositoryAccess {
  /** "owner/name" */
  readonly repository: string;
  readonly token: string;
}

/** The API of one repository, with one token and one signal. */
export interface RepositoryApi {
  readonly octokit: Octokit;
  /** The parameters of each request that name the repository. */
  readonly at: { readonly owner: string; readonly repo: string };
}

export function repositoryApi(
  apiUrl: string,
  { repository, token }: RepositoryAccess,
  signal: AbortSignal,
): RepositoryApi {
  const [owner = '', repo = ''] = repository.split('/');
  return { octokit: octokitFor({ url: apiUrl, token }, signal), at: { owner, repo } };
}
