import type { JsonObject } from '../workflow-runner/expressions/json.ts';
import type { RunResult } from '../workflow-runner/run-result.ts';
import type { RunChanges, Shop } from './shop.ts';

export interface PullRequestText {
  readonly title: string;
  readonly branch: string;
  /** [the repository's own branch] */
  readonly from?: string;
}

/** What GitHub does when a pull request is opened, pushed to or closed: runs the workflow for its merge commit. */
export function pullRequest(shop: Shop, number: number, { title, branch, from = 'acme/shop' }: PullRequestText) {
  return async (
    action: 'opened' | 'synchronize' | 'closed' | 'merged',
    sha: string,
    changes: RunChanges = {},
  ): Promise<RunResult> => {
    const head = { headRef: branch, headSha: sha, headRepository: from };
    const merged = action === 'merged';
    const state = merged || action === 'closed' ? 'closed' : 'open';
    shop.cloud.github.addPull('acme/shop', { number, title, state, ...head, baseRef: 'main', login: 'mallory' });
    const payload: JsonObject = {
      action: merged ? 'closed' : action,
      number,
      pull_request: {
        number,
        title,
        state,
        merged,
        body: title,
        head: { ref: branch, sha, label: `mallory:${branch}`, repo: { full_name: from, fork: from !== 'acme/shop' } },
        base: { ref: 'main', repo: { full_name: 'acme/shop' } },
        user: { login: 'mallory' },
      },
      repository: { full_name: 'acme/shop' },
    };
    return shop.run('pull-request.yml', {
      event: { name: 'pull_request', payload },
      // https://github.blog/changelog/2023-09-13-github-actions-updates-to-github_ref-and-github-ref/
      ref: merged ? 'refs/heads/main' : `refs/pull/${number}/merge`,
      sha,
      ...changes,
    });
  };
}
