/** A job as its OIDC token describes it; what is left out has a usual value. */
export interface Job {
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** The job's environment, if it has one. */
  readonly environment?: string;
  /** `refs/heads/main` */
  readonly ref: string;
  readonly sha: string;
  /** [push] */
  readonly event?: string;
  /** Of a pull request. */
  readonly headRef?: string;
  readonly baseRef?: string;
  readonly actor?: string;
  readonly actorId?: string;
  readonly workflow?: string;
  /** The caller's workflow: `owner/name/.github/workflows/ci.yml@refs/heads/main`. */
  readonly workflowRef?: string;
  /** The reusable workflow that the job stands in [the caller's]. */
  readonly jobWorkflowRef?: string;
  readonly jobWorkflowSha?: string;
  readonly runId?: string;
  readonly runNumber?: string;
  readonly runAttempt?: string;
  readonly visibility?: 'public' | 'private' | 'internal';
  /** Whether the subject names owner and repository with their ids, as in repositories made since 2026-07-15 [false]. */
  readonly immutableSubject?: boolean;
}

export const ISSUER = 'https://token.actions.githubusercontent.com';

/** https://docs.github.com/en/actions/reference/security/oidc */
export function claimsOf(job: Job, audience: string | undefined): Readonly<Record<string, string>> {
  const [owner = ''] = job.repository.split('/');
  const workflowRef = job.workflowRef ?? `${job.repository}/.github/workflows/deploy.yml@${job.ref}`;
  return {
    sub: subjectOf(job),
    aud: audience ?? `https://github.com/${owner}`,
    iss: ISSUER,
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: job.sha,
    repository: job.repository,
    repository_id: job.repositoryId,
    repository_owner: owner,
    repository_owner_id: job.ownerId,
    repository_visibility: job.visibility ?? 'private',
    actor: job.actor ?? 'octocat',
    actor_id: job.actorId ?? '583231',
    event_name: job.event ?? 'push',
    head_ref: job.headRef ?? '',
    base_ref: job.baseRef ?? '',
    workflow: job.workflow ?? 'deploy',
    workflow_ref: workflowRef,
    workflow_sha: job.sha,
    job_workflow_ref: job.jobWorkflowRef ?? workflowRef,
    job_workflow_sha: job.jobWorkflowSha ?? job.sha,
    run_id: job.runId ?? '1',
    run_number: job.runNumber ?? '1',
    run_attempt: job.runAttempt ?? '1',
    runner_environment: 'github-hosted',
    ...(job.environment ? { environment: job.environment } : {}),
  };
}

/** The environment comes first, then a pull request, then the ref; colons in a value are encoded. */
export function subjectOf({
  repository,
  repositoryId,
  ownerId,
  environment,
  event,
  ref,
  immutableSubject,
}: Job): string {
  const [owner = '', name = ''] = repository.split('/');
  const repo = immutableSubject ? `${owner}@${ownerId}/${name}@${repositoryId}` : repository;
  if (environment) return `repo:${repo}:environment:${environment.replaceAll(':', '%3A')}`;
  return event === 'pull_request' ? `repo:${repo}:pull_request` : `repo:${repo}:ref:${ref}`;
}
