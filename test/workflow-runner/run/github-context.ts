import type { JsonObject } from '../expressions/json.ts';
import type { Workflow } from '../parse/workflow-model.ts';
import type { RunOptions } from '../run-options.ts';
import type { Attempt } from './attempt.ts';

const noCommit = '0'.repeat(40);

/** The parts of the `github` context that are the same in all jobs of a run: always the caller's. */
export function githubContext(
  options: RunOptions,
  workflow: Workflow,
  { runId, number }: Pick<Attempt, 'runId' | 'number'>,
): JsonObject {
  const { repository, event, github = {} } = options;
  const ref = options.ref ?? 'refs/heads/main';
  const sha = options.sha ?? noCommit;
  const actor = options.actor ?? 'octocat';
  const owner = repository.split('/')[0] ?? '';
  const serverUrl = github.serverUrl ?? 'https://github.com';
  const apiUrl = github.apiUrl ?? 'https://api.github.com';
  const workflowRef = `${repository}/${workflow.path}@${ref}`;
  const payload = event?.payload ?? {};
  return {
    actor,
    actor_id: '1',
    api_url: apiUrl,
    base_ref: pullRequestRef(payload, 'base'),
    event: { ...payload, ...(options.inputs === undefined ? {} : { inputs: texts(options.inputs) }) },
    event_name: event?.name ?? 'workflow_dispatch',
    graphql_url: `${apiUrl}/graphql`,
    head_ref: pullRequestRef(payload, 'head'),
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: '1',
    repository_owner: owner,
    repository_owner_id: '1',
    repositoryUrl: `git://github.com/${repository}.git`,
    retention_days: '90',
    run_attempt: String(number),
    run_id: String(runId),
    run_number: '1',
    secret_source: 'Actions',
    server_url: serverUrl,
    sha,
    token: '',
    triggering_actor: actor,
    workflow: workflow.name,
    workflow_ref: workflowRef,
    workflow_sha: sha,
  };
}

function pullRequestRef(payload: JsonObject, side: 'base' | 'head'): string {
  const value = JSON.parse(JSON.stringify(payload))?.pull_request?.[side]?.ref;
  return typeof value === 'string' ? value : '';
}

function texts(inputs: Readonly<Record<string, string | number | boolean>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
}
