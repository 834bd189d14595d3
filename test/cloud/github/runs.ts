import { timestamp } from './deployments.ts';
import type { Repository, WorkflowRun, WorkflowRunAttempt } from './repository.ts';
import { type Endpoint, notFound, type RestCall, userJson } from './rest.ts';

/** Everybody may read the runs of a public repository. */
const read = ({ repository }: RestCall) => [
  repository.isPrivate ? ({ actions: 'read' } as const) : ({ metadata: 'read' } as const),
];

/** https://docs.github.com/en/rest/actions/workflow-runs */
export const runEndpoints: readonly Endpoint[] = [
  {
    ...{ operation: 'GetWorkflowRun', method: 'GET', path: '/actions/runs/*', permissions: read },
    perform(call) {
      const run = findRun(call);
      return { status: 200, value: runJson(run, run.attempts.length, call) };
    },
  },
  {
    ...{ operation: 'GetWorkflowRunAttempt', method: 'GET', path: '/actions/runs/*/attempts/*', permissions: read },
    perform: (call) => ({ status: 200, value: runJson(findRun(call), Number(call.names[1]), call) }),
  },
];

function findRun({ repository, names: [id] }: RestCall): WorkflowRun {
  const run = repository.runs.get(Number(id));
  if (!run) throw notFound();
  return run;
}

function runJson(run: WorkflowRun, number: number, call: RestCall): object {
  const { repository, apiUrl } = call;
  const attempt = run.attempts[number - 1];
  const first = run.attempts[0];
  if (!attempt || !first) throw notFound();
  const url = `${apiUrl}/repos/${repository.name}/actions/runs/${run.id}`;
  const head = run.headRepository ?? { id: repository.id, name: repository.name };
  return {
    ...{ id: run.id, name: run.path, node_id: `WFR_${run.id}`, display_title: run.path, workflow_id: 1 },
    ...{ head_branch: run.headBranch, head_sha: run.headSha, path: run.path, event: run.event },
    ...{ run_number: 1, run_attempt: number, ...ending(attempt) },
    ...{ url, html_url: `https://github.com/${repository.name}/actions/runs/${run.id}`, pull_requests: [] },
    referenced_workflows: run.referenced,
    ...{ actor: userJson(run.actor), triggering_actor: userJson(run.actor) },
    ...{ created_at: timestamp(first.startedAt), run_started_at: timestamp(attempt.startedAt) },
    previous_attempt_url: number > 1 ? `${url}/attempts/${number - 1}` : null,
    repository: repositoryJson(repository),
    head_repository: repositoryJson(head),
  };
}

function ending({ startedAt, ended }: WorkflowRunAttempt): object {
  const updated_at = timestamp(ended?.at ?? startedAt);
  return ended
    ? { status: 'completed', conclusion: ended.conclusion, updated_at }
    : { status: 'in_progress', conclusion: null, updated_at };
}

function repositoryJson({ id, name }: Pick<Repository, 'id' | 'name'>): object {
  return { id, full_name: name, name: name.split('/')[1] };
}
