import { type CommentReader, type CommentWriter, commentReader, commentWriter } from './comments.ts';
import { type DeploymentReader, type DeploymentWriter, deploymentReader, deploymentWriter } from './deployments.ts';
import { type TriggeringPull, triggeringPull } from './event.ts';
import { idToken } from './id-token.ts';
import { type PullReader, pullReader } from './pulls.ts';
import { askingGitHub } from './rest/request.ts';

export interface GitHubReader extends DeploymentReader, CommentReader, PullReader {
  /** The pull request that this run is for, if there is one. */
  triggeringPull(): Promise<TriggeringPull | undefined>;
  /** The job's OIDC token, a secret; undefined without `id-token: write`. */
  idToken(audience: string, signal: AbortSignal): Promise<string | undefined>;
}

export type GitHubWriter = DeploymentWriter & CommentWriter;

/** GitHub, as the runner's variables say where it is: github.com or a server of one's own. */
export function gitHub(): { readonly reader: GitHubReader; readonly writer: GitHubWriter } {
  const ask = askingGitHub(process.env['GITHUB_API_URL'] || 'https://api.github.com');
  const [deployments, comments] = [deploymentReader(ask), commentReader(ask)];
  return {
    reader: {
      ...deployments,
      ...comments,
      ...pullReader(ask),
      triggeringPull: () => triggeringPull(process.env['GITHUB_EVENT_PATH']),
      idToken(audience, signal) {
        const desk = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
        return idToken(askingGitHub(desk), process.env, audience, signal);
      },
    },
    writer: { ...deploymentWriter(ask, deployments), ...commentWriter(ask, comments) },
  };
}
