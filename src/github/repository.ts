import { type CommentReader, type CommentWriter, commentReader, commentWriter } from './comments.ts';
import { type DeploymentReader, type DeploymentWriter, deploymentReader, deploymentWriter } from './deployments.ts';
import { type PullReader, pullReader } from './pulls.ts';
import { type Octokit, octokitFor } from './rest/octokit.ts';

/** A repository, and the token that asks about it. */
export interface RepositoryAccess {
  /** "owner/name" */
  readonly repository: string;
  readonly token: string;
}

export interface RepositoryReader extends DeploymentReader, CommentReader, PullReader {}

export interface RepositoryWriter extends DeploymentWriter, CommentWriter {}

/** The API of one repository, until a signal ends. */
export interface RepositoryApi {
  readonly octokit: Octokit;
  /** What names the repository in each request. */
  readonly at: { readonly owner: string; readonly repo: string };
}

export function repositoryApi(apiUrl: string, access: RepositoryAccess, signal: AbortSignal): RepositoryApi {
  const [owner = '', repo = ''] = access.repository.split('/');
  return { octokit: octokitFor({ url: apiUrl, token: access.token }, signal), at: { owner, repo } };
}

export function repositoryReader(api: RepositoryApi, { token }: RepositoryAccess): RepositoryReader {
  return { ...deploymentReader(api), ...commentReader(api, token), ...pullReader(api) };
}

export function repositoryWriter(api: RepositoryApi, access: RepositoryAccess): RepositoryWriter {
  const reader = repositoryReader(api, access);
  return { ...deploymentWriter(api, reader), ...commentWriter(api, reader) };
}
