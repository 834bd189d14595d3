import type { IdentityJob, RequestIdentity } from '../run-options.ts';
import type { JobPlan } from './job-plan.ts';

/** The variables by which a job with `id-token: write` asks for an identity token; none for any other job. */
export function identityRequest(plan: JobPlan, request: RequestIdentity | undefined): Readonly<Record<string, string>> {
  if (request === undefined || plan.permissions['id-token'] !== 'write') return {};
  const { requestUrl, requestToken } = request(identityJob(plan));
  return { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
}

/** https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims */
function identityJob(plan: JobPlan): IdentityJob {
  const { github } = plan.contexts;
  const text = (name: string): string => String(github[name] ?? '');
  const ref = text('ref');
  return {
    repository: text('repository'),
    repositoryId: text('repository_id'),
    ownerId: text('repository_owner_id'),
    ref,
    sha: text('sha'),
    event: text('event_name'),
    actor: text('actor'),
    actorId: text('actor_id'),
    workflow: text('workflow'),
    workflowRef: text('workflow_ref'),
    jobWorkflowRef: `${plan.workflow.repository.name}/${plan.workflow.path}@${plan.workflow.ref ?? ref}`,
    runId: text('run_id'),
    runAttempt: text('run_attempt'),
    ...(plan.environment === undefined ? {} : { environment: plan.environment.name }),
  };
}
