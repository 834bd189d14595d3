import type { RepositoryApi } from './repository-api.ts';
import { dataUnless, explained } from './rest/explained.ts';
import type { Octokit } from './rest/octokit.ts';

/** An attempt of a workflow run, as GitHub tells it: https://docs.github.com/en/rest/actions/workflow-runs */
export interface WorkflowRun {
  /** Whether the code of another repository ran: a pull request from a fork. */
  readonly isFork: boolean;
  readonly event: string;
  /** Short name of the branch or tag that ran; that of the contributor for a pull request. */
  readonly branch: string;
  /** The commit whose workflow file ran; 40 hex digits. */
  readonly commit: string;
  /** The workflow files that ran, as `owner/name/path`: the one that was started, and those that it calls. */
  readonly workflows: readonly string[];
  /** ISO 8601 */
  readonly startedAt: string;
  /** ISO 8601; undefined while it runs. */
  readonly endedAt: string | undefined;
  /** Whether all its jobs have ended well; of a run that still runs, no. */
  readonly isGreen: boolean;
}

export interface RunReader {
  /** Undefined where the repository has no such run, or no such attempt of it. */
  workflowRun(id: number, attempt: number): Promise<WorkflowRun | undefined>;
  /** Whether a commit is in the history of another one, or is that one. */
  isInHistory(commit: string, head: string): Promise<boolean>;
  /** The newest commit of a branch, of the default one without a name; undefined where there is no such branch. */
  branchHead(name: string | undefined): Promise<string | undefined>;
}

export function runReader({ octokit, at }: RepositoryApi): RunReader {
  const { getWorkflowRunAttempt } = octokit.rest.actions;
  const { compareCommitsWithBasehead, getBranch, get } = octokit.rest.repos;
  return {
    async workflowRun(id, attempt) {
      const found = await explained(`Reading the workflow run ${id}`, () =>
        dataUnless([404], () => getWorkflowRunAttempt({ ...at, run_id: id, attempt_number: attempt })),
      );
      return found && runOf(found);
    },
    async isInHistory(commit, head) {
      if (commit === head) return true;
      const compared = await explained(`Comparing the commits ${commit} and ${head}`, () =>
        dataUnless([404], () => compareCommitsWithBasehead({ ...at, basehead: `${commit}...${head}`, per_page: 1 })),
      );
      return compared?.status === 'ahead' || compared?.status === 'identical';
    },
    async branchHead(name) {
      const branch = name ?? (await explained('Reading the repository', () => get(at))).data.default_branch;
      const found = await explained(`Reading the branch ${branch}`, () =>
        dataUnless([404], () => getBranch({ ...at, branch })),
      );
      return found?.commit.sha;
    },
  };
}

type RunJson = Awaited<ReturnType<Octokit['rest']['actions']['getWorkflowRunAttempt']>>['data'];

function runOf(run: RunJson): WorkflowRun {
  const { repository, event, created_at } = run;
  const called = run.referenced_workflows ?? [];
  return {
    isFork: run.head_repository?.id !== repository.id,
    ...{ event, branch: run.head_branch ?? '', commit: run.head_sha },
    workflows: [run.path, ...called.map(({ path }) => path)].map((path) => wholePath(path, repository.full_name)),
    startedAt: run.run_started_at ?? created_at,
    endedAt: run.status === 'completed' ? run.updated_at : undefined,
    isGreen: run.status === 'completed' && run.conclusion === 'success',
  };
}

/** A path may bear a version, and the started workflow's no repository: `.github/workflows/ci.yml`, `o/r/.github/workflows/ci.yml@main`. */
function wholePath(path: string, repository: string): string {
  const file = path.replace(/@.*$/s, '');
  return file.startsWith('.github/') ? `${repository}/${file}` : file;
}
