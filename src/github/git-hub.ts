import { type TriggeringPull, triggeringPull } from './event.ts';
import { idToken } from './id-token.ts';
import { type RepositoryReader, type RepositoryWriter, repositoryReader, repositoryWriter } from './repository.ts';
import { type RepositoryAccess, repositoryApi } from './repository-api.ts';

export interface GitHubReader {
  /** What is read of a repository with one token, until the signal ends. */
  repository(access: RepositoryAccess, signal: AbortSignal): RepositoryReader;
  /** The pull request that this run is for, if there is one. */
  triggeringPull(): Promise<TriggeringPull | undefined>;
  /** The job's OIDC token, a secret; undefined without `id-token: write`. */
  idToken(audience: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface GitHubWriter {
  repository(access: RepositoryAccess, signal: AbortSignal): RepositoryWriter;
}

/** GitHub, at the address in the runner's variables: github.com or GitHub Enterprise Server. */
export function gitHub(): { readonly reader: GitHubReader; readonly writer: GitHubWriter } {
  const apiUrl = process.env['GITHUB_API_URL'] || 'https://api.github.com';
  return {
    reader: {
      repository: (access, signal) => repositoryReader(repositoryApi(apiUrl, access, signal), access),
      triggeringPull: () => triggeringPull(process.env['GITHUB_EVENT_PATH']),
      idToken: (audience, signal) => idToken(process.env, audience, signal),
    },
    writer: { repository: (access, signal) => repositoryWriter(repositoryApi(apiUrl, access, signal), access) },
  };
}
