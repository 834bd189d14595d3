import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudOptions } from '../cloud/cloud.ts';
import type { Repository, WorkflowRun } from '../cloud/github/repository.ts';
import type { Permissions } from '../cloud/github/tokens.ts';
import { commit, type How, type Ran, type Stage, startStage, suiteRepository } from './action.ts';
import { withVariables } from './variables.ts';

/** The repository that the runs of the tests belong to. */
export const repositoryName = 'acme/clinic';
/** Commits of the repository, oldest first; the run's own is the last. */
export const commits: readonly string[] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)).concat(commit);

/** A run's event and token, beside what differs otherwise. */
export interface GitHubHow extends How {
  /** [a token that may write deployments, issues and pull requests] */
  readonly token?: string;
  /** What the event file holds. */
  readonly event?: object;
  readonly variables?: Readonly<Record<string, string>>;
}

/** A local cloud whose GitHub has a repository, and an action that asks it. */
export interface GitHubStage extends Omit<Stage, 'run'> {
  readonly repository: Repository;
  run(inputs: Readonly<Record<string, string>>, how?: GitHubHow): Promise<Ran>;
  token(permissions: Permissions, login?: string): string;
  /** Starts a run of a workflow of the branch main that deploys with deploy.yml; the answer ends it. */
  startRun(id: number, differences?: Partial<WorkflowRun>): (conclusion: string) => void;
}

/** Files of ours in a run's `referenced_workflows`. */
export function called(...files: readonly string[]): WorkflowRun['referenced'] {
  return files.map((file) => ({
    path: `${suiteRepository}/.github/workflows/${file}@v1`,
    ...{ sha: 'f'.repeat(40), ref: 'refs/tags/v1' },
  }));
}

export async function startGitHubStage(action: unknown, options: CloudOptions = {}): Promise<GitHubStage> {
  const stage = await startStage(action, options);
  const { github } = stage.cloud;
  const repository = github.addRepository({ name: repositoryName, id: 77, ownerId: 5 });
  for (const [index, sha] of commits.entries())
    github.addCommit(repositoryName, { sha, parents: commits.slice(0, index).slice(-1), ref: 'main' });
  const token = (permissions: Permissions, login?: string) =>
    github.token({ repository: repositoryName, permissions, ...(login ? { login } : {}) });
  const usual = token({
    ...{ actions: 'read', contents: 'read', deployments: 'write', issues: 'write', 'pull-requests': 'write' },
  });
  return {
    ...stage,
    repository,
    token,
    startRun: (id, differences = {}) =>
      github.startRun(repositoryName, {
        ...{ id, path: '.github/workflows/deploy.yml', event: 'push', headBranch: 'main', headSha: commit },
        ...{ referenced: called('deploy.yml'), actor: 'somebody', ...differences },
      }),
    run(inputs, { token: given = usual, event, variables = {}, ...how } = {}) {
      const path = join(stage.workspace, 'event.json');
      if (event) writeFileSync(path, JSON.stringify(event));
      const surroundings = { ...github.environment(), ...variables, GITHUB_EVENT_PATH: event ? path : '' };
      return withVariables(surroundings, () => stage.run({ 'github-token': given, ...inputs }, how));
    },
  };
}

/** The event of a pull request, from this repository or from a fork. */
export function pullEvent(number: number, { fork = false } = {}): object {
  const head = { sha: 'e'.repeat(40), repo: { full_name: fork ? 'mallory/clinic' : repositoryName } };
  return { action: 'opened', pull_request: { number, head, base: { repo: { full_name: repositoryName } } } };
}
