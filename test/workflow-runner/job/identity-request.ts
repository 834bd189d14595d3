import type { JobPlan } from './job-plan.ts';

/**
 * The variables by which a job with `id-token: write` asks for an identity token; none for any other job.
 *
 * The request token is a JWT without a signature whose claims describe the job, as GitHub would put them into the
 * identity token: so the issuer behind `oidcUrl` can make a true one without knowing of the run beforehand.
 */
export function identityRequest(plan: JobPlan, oidcUrl: string | undefined): Readonly<Record<string, string>> {
  if (oidcUrl === undefined || plan.permissions['id-token'] !== 'write') return {};
  const url = new URL(oidcUrl);
  url.searchParams.set('api-version', '2.0');
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url.href, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken(identityClaims(plan)) };
}

/** https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims */
export function identityClaims(plan: JobPlan): Readonly<Record<string, string>> {
  const { github } = plan.contexts;
  const text = (name: string): string => String(github[name] ?? '');
  const ref = text('ref');
  return {
    sub: `repo:${text('repository')}:${subject(plan, ref, text('event_name'))}`,
    repository: text('repository'),
    repository_id: text('repository_id'),
    repository_owner: text('repository_owner'),
    repository_owner_id: text('repository_owner_id'),
    ref,
    ref_type: text('ref_type'),
    sha: text('sha'),
    workflow: text('workflow'),
    workflow_ref: text('workflow_ref'),
    job_workflow_ref: `${plan.workflow.repository.name}/${plan.workflow.path}@${ref}`,
    event_name: text('event_name'),
    actor: text('actor'),
    actor_id: text('actor_id'),
    run_id: text('run_id'),
    run_attempt: text('run_attempt'),
    runner_environment: 'github-hosted',
    ...(plan.environment === undefined ? {} : { environment: plan.environment.name }),
  };
}

function subject(plan: JobPlan, ref: string, eventName: string): string {
  if (plan.environment !== undefined) return `environment:${plan.environment.name}`;
  return eventName === 'pull_request' ? 'pull_request' : `ref:${ref}`;
}

function requestToken(claims: Readonly<Record<string, string>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}
