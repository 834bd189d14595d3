import type { JsonObject } from '../expressions/json.ts';
import type { Workflow } from '../parse/workflow-model.ts';
import type { StartedRun } from '../run-options.ts';

/** A run as GitHub's API tells it: https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export function startedRun(workflow: Workflow, github: JsonObject): StartedRun {
  const text = (name: string): string => String(github[name] ?? '');
  const { pull_request: request } = JSON.parse(JSON.stringify(github['event'] ?? {}));
  const isPull = text('event_name').startsWith('pull_request') && request !== undefined;
  const head = request?.head?.repo?.full_name;
  return {
    id: Number(text('run_id')),
    path: workflow.path,
    event: text('event_name'),
    headBranch: isPull ? text('head_ref') : text('ref_name'),
    headSha: isPull ? (request.head?.sha ?? text('sha')) : text('sha'),
    ...(isPull && head !== text('repository') ? { headRepository: { id: 0, name: String(head) } } : {}),
    referenced: referencedBy(workflow, text('ref')),
    actor: text('actor'),
  };
}

function referencedBy(workflow: Workflow, runRef: string): StartedRun['referenced'] {
  return workflow.jobs.flatMap((job) => {
    if (job.kind !== 'call') return [];
    const { repository, path, ref = runRef } = job.callee;
    const version = ref.replace(/^refs\/(heads|tags)\//, '');
    return [
      { path: `${repository.name}/${path}@${version}`, sha: '0'.repeat(40), ref },
      ...referencedBy(job.callee, runRef),
    ];
  });
}
