import { type CommentReader, type CommentWriter, commentReader, commentWriter } from './comments.ts';
import { type ComparisonReader, comparisonReader } from './comparison.ts';
import { type DeploymentReader, type DeploymentWriter, deploymentReader, deploymentWriter } from './deployments.ts';
import { type PullReader, pullReader } from './pulls.ts';
import type { RepositoryAccess, RepositoryApi } from './repository-api.ts';
import { type RunReader, runReader } from './runs.ts';

export interface RepositoryReader extends DeploymentReader, CommentReader, PullReader, RunReader, ComparisonReader {}

export interface RepositoryWriter extends DeploymentWriter, CommentWriter {}

export function repositoryReader(api: RepositoryApi, { token }: RepositoryAccess): RepositoryReader {
  return {
    ...deploymentReader(api),
    ...commentReader(api, token),
    ...pullReader(api),
    ...runReader(api),
    ...comparisonReader(api),
  };
}

export function repositoryWriter(api: RepositoryApi, access: RepositoryAccess): RepositoryWriter {
  const reader = repositoryReader(api, access);
  return { ...deploymentWriter(api, reader), ...commentWriter(api, reader) };
}
