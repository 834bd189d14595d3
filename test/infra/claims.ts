import type { Job } from '../cloud/github/claims.ts';

/** Where GitHub says which claims the job of an event has. */
const sources = {
  claims: 'https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims',
  subject: 'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
  immutable: 'https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims',
  events: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows',
  merged: 'https://github.blog/changelog/2023-09-13-github-actions-updates-to-github_ref-and-github-ref/',
  forks:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories',
  target:
    'https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes/',
  dependabot:
    'https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions',
  reusable:
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows',
  rerun: 'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs',
  schedule: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule',
} as const;

export type Role = 'DeployRole' | 'BuildRole' | 'PromotionPlanRole' | 'PlanRole' | 'PreviewRole';

/** A job of an event, as its token describes it, and the roles that let it in. */
export interface Claimant {
  readonly job: Job;
  readonly roles: readonly Role[];
  /** Where its claims are described. */
  readonly sources: readonly string[];
}

export const suite = 'aws-webapp-actions/aws-webapp-actions/.github/workflows';

/** The workflow file of ours that a job stands in, called at @v1. */
export const ours = (file: string): string => `${suite}/${file}@refs/tags/v1`;
/** One of the repository. */
const own = (file: string, ref = 'refs/heads/main'): string => `acme/clinic/.github/workflows/${file}@${ref}`;

const repository = { repository: 'acme/clinic', repositoryId: '42', ownerId: '7', sha: 'c0ffee' } as const;
const push: Job = { ...repository, event: 'push', ref: 'refs/heads/main', workflowRef: own('deploy.yml') };
const inProd: Job = { ...push, environment: 'prod' };
const released: Job = { ...inProd, jobWorkflowRef: ours('deploy.yml') };

const pull: Job = {
  ...repository,
  ...{ event: 'pull_request', ref: 'refs/pull/9/merge', headRef: 'topic', baseRef: 'main' },
  ...{ workflowRef: own('pull-request.yml', 'refs/pull/9/merge'), jobWorkflowRef: ours('preview.yml') },
};
/** Its run is one of the branch that it was merged into, and its subject still one of a pull request. */
const merged: Job = { ...pull, ref: 'refs/heads/main', workflowRef: own('pull-request.yml') };
const fork = { repository: 'mallory/clinic', repositoryId: '66', ownerId: '6' } as const;

const { claims, subject, reusable } = sources;
const all = (...roles: readonly Role[]) => roles;
const none: readonly Role[] = [];

/** The jobs that GitHub can start, each with the claims of its event. The environment is prod, and its branch main. */
export const claimants: Readonly<Record<string, Claimant>> = {
  // Events of the branch
  'push, release': { job: released, roles: all('DeployRole'), sources: [claims, subject, reusable] },
  'push, image': {
    job: { ...released, jobWorkflowRef: ours('build-image.yml') },
    roles: all('BuildRole'),
    sources: [reusable],
  },
  'push, a nested call of deploy-many.yml': {
    job: { ...released, workflowRef: own('all.yml') },
    roles: all('DeployRole'),
    sources: [reusable],
  },
  'push, a job without the environment': {
    job: { ...push, jobWorkflowRef: ours('deploy.yml') },
    roles: none,
    sources: [subject],
  },
  'push, image without the environment': {
    job: { ...push, jobWorkflowRef: ours('build-image.yml') },
    roles: none,
    sources: [subject],
  },
  'push, a workflow of the repository': { job: inProd, roles: none, sources: [claims] },
  'push to another branch': { job: { ...released, ref: 'refs/heads/topic' }, roles: none, sources: [claims] },
  'push to another branch, image': {
    job: { ...released, ref: 'refs/heads/topic', jobWorkflowRef: ours('build-image.yml') },
    ...{ roles: none, sources: [claims] },
  },
  'push of a tag': { job: { ...released, ref: 'refs/tags/v1.2' }, roles: none, sources: [subject] },
  'push of a tag with the name of the branch': {
    job: { ...released, ref: 'refs/tags/main' },
    roles: none,
    sources: [claims],
  },
  'merge queue': {
    job: { ...released, event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-9-c0ffee' },
    ...{ roles: none, sources: [sources.events] },
  },
  'dispatch, plan of a promotion': {
    job: { ...released, event: 'workflow_dispatch', jobWorkflowRef: ours('promote.yml') },
    ...{ roles: all('PromotionPlanRole'), sources: [sources.events, reusable] },
  },
  'dispatch, promotion, a nested $/ call': {
    job: { ...released, event: 'workflow_dispatch', jobWorkflowRef: ours('apply-release.yml') },
    ...{ roles: all('DeployRole'), sources: [sources.events, reusable] },
  },
  'dispatch, rollback': {
    job: { ...released, event: 'workflow_dispatch', jobWorkflowRef: ours('rollback.yml') },
    ...{ roles: all('DeployRole'), sources: [sources.events, reusable] },
  },
  'dispatch on another branch': {
    job: { ...released, event: 'workflow_dispatch', ref: 'refs/heads/topic', jobWorkflowRef: ours('promote.yml') },
    ...{ roles: none, sources: [sources.events] },
  },
  'dispatch, approval without a role': {
    job: { ...released, environment: 'prod-approval', jobWorkflowRef: ours('promote.yml') },
    ...{ roles: none, sources: [subject] },
  },
  'schedule, the sweep': {
    job: { ...push, event: 'schedule', workflowRef: own('sweep.yml'), jobWorkflowRef: own('sweep.yml') },
    ...{ roles: all('PreviewRole'), sources: [sources.schedule] },
  },
  'schedule, the sweep of another branch, dispatched': {
    job: {
      ...{ ...push, event: 'workflow_dispatch', ref: 'refs/heads/topic' },
      jobWorkflowRef: own('sweep.yml', 'refs/heads/topic'),
    },
    ...{ roles: none, sources: [sources.schedule] },
  },
  'schedule, another workflow': {
    job: { ...push, event: 'schedule', jobWorkflowRef: own('nightly.yml') },
    ...{ roles: none, sources: [sources.schedule] },
  },
  'schedule, release': {
    job: { ...released, event: 'schedule' },
    roles: all('DeployRole'),
    sources: [sources.schedule],
  },
  're-run, by somebody else': {
    job: { ...released, runAttempt: '2' },
    ...{ roles: all('DeployRole'), sources: [sources.rerun] },
  },

  // Pull requests
  'pull request opened': { job: pull, roles: all('PlanRole', 'PreviewRole'), sources: [subject, sources.events] },
  'pull request pushed to': {
    job: { ...pull, sha: 'decade', runId: '2' },
    ...{ roles: all('PlanRole', 'PreviewRole'), sources: [sources.events] },
  },
  'pull request closed without a merge': {
    job: pull,
    roles: all('PlanRole', 'PreviewRole'),
    sources: [sources.events],
  },
  'pull request merged': { job: merged, roles: all('PreviewRole'), sources: [sources.merged, subject] },
  'pull request merged into another branch': {
    job: { ...merged, ref: 'refs/heads/release-2', baseRef: 'release-2' },
    ...{ roles: all('PreviewRole'), sources: [sources.merged, subject] },
  },
  'pull request merged, re-run': {
    job: { ...merged, runAttempt: '2' },
    roles: all('PreviewRole'),
    sources: [sources.rerun],
  },
  'pull request, with a workflow of its own': {
    job: { ...pull, jobWorkflowRef: own('pull-request.yml', 'refs/pull/9/merge') },
    ...{ roles: none, sources: [claims] },
  },
  'pull request that names the environment': {
    job: { ...pull, environment: 'prod', jobWorkflowRef: ours('deploy.yml') },
    ...{ roles: none, sources: [subject] },
  },
  'pull request that names the environment, image': {
    job: { ...pull, environment: 'prod', jobWorkflowRef: ours('build-image.yml') },
    ...{ roles: none, sources: [subject] },
  },
  'pull request that names the environment, plan of a promotion': {
    job: { ...pull, environment: 'prod', jobWorkflowRef: ours('promote.yml') },
    ...{ roles: none, sources: [subject] },
  },
  'pull request that calls the release without the environment': {
    job: { ...pull, jobWorkflowRef: ours('apply-release.yml') },
    ...{ roles: none, sources: [subject] },
  },
  // The merged commit stands on the branch: to AWS this is a push to it.
  'pull request merged, whose job names the environment': {
    job: { ...merged, environment: 'prod', jobWorkflowRef: ours('deploy.yml') },
    ...{ roles: all('DeployRole'), sources: [sources.merged, subject] },
  },
  'pull request of Dependabot': {
    job: { ...pull, actor: 'dependabot[bot]', actorId: '49699333', headRef: 'dependabot/npm_and_yarn/x' },
    ...{ roles: all('PlanRole', 'PreviewRole'), sources: [sources.dependabot] },
  },
  'pull_request_target, if it has the subject of its branch': {
    job: { ...pull, event: 'pull_request_target', ref: 'refs/heads/main' },
    ...{ roles: none, sources: [sources.target] },
  },
  // No condition key of AWS tells this from a merged one.
  'pull_request_target, if it has the subject of a pull request': {
    job: merged,
    ...{ roles: all('PreviewRole'), sources: [sources.target] },
  },
  // As of December 2025 it is a run of the default branch, with that branch's workflow file: to AWS, a push to it.
  'pull_request_target, whose job names the environment': {
    job: { ...released, event: 'pull_request_target' },
    ...{ roles: all('DeployRole'), sources: [sources.target] },
  },
  'comment on a pull request': {
    job: { ...push, event: 'issue_comment', jobWorkflowRef: ours('preview.yml') },
    ...{ roles: none, sources: [sources.events] },
  },
  'workflow_run after a pull request': {
    job: { ...push, event: 'workflow_run', jobWorkflowRef: ours('preview.yml') },
    ...{ roles: none, sources: [sources.events] },
  },

  // Forks: a pull request of one gets no token unless the settings of a private repository send it.
  'pull request of a fork, with a token by the settings': {
    job: { ...pull, headRef: 'main', actor: 'mallory' },
    ...{ roles: all('PlanRole', 'PreviewRole'), sources: [sources.forks] },
  },
  'push in a fork': { job: { ...released, ...fork }, roles: none, sources: [sources.forks] },
  'pull request in a fork': { job: { ...pull, ...fork }, roles: none, sources: [sources.forks] },
  'sweep in a fork': {
    job: {
      ...push,
      ...fork,
      event: 'schedule',
      jobWorkflowRef: 'mallory/clinic/.github/workflows/sweep.yml@refs/heads/main',
    },
    ...{ roles: none, sources: [sources.forks] },
  },

  // Names and ids
  'push, immutable subject': {
    job: { ...released, immutableSubject: true },
    roles: all('DeployRole'),
    sources: [sources.immutable],
  },
  'push, image, immutable subject': {
    job: { ...released, immutableSubject: true, jobWorkflowRef: ours('build-image.yml') },
    ...{ roles: all('BuildRole'), sources: [sources.immutable] },
  },
  'pull request, immutable subject': {
    job: { ...pull, immutableSubject: true },
    ...{ roles: all('PlanRole', 'PreviewRole'), sources: [sources.immutable] },
  },
  'pull request merged, immutable subject': {
    job: { ...merged, immutableSubject: true },
    ...{ roles: all('PreviewRole'), sources: [sources.immutable] },
  },
  'sweep, immutable subject': {
    job: { ...push, event: 'schedule', jobWorkflowRef: own('sweep.yml'), immutableSubject: true },
    ...{ roles: all('PreviewRole'), sources: [sources.immutable] },
  },
  'repository renamed: the stack still has its old name': {
    job: { ...released, repository: 'acme/hospital', immutableSubject: true },
    ...{ roles: none, sources: [sources.immutable] },
  },
  'owner renamed: the stack still has the old name': {
    job: { ...released, repository: 'acme-2/clinic', immutableSubject: true },
    ...{ roles: none, sources: [sources.immutable] },
  },
  'another repository that got the name': {
    job: { ...released, repositoryId: '43' },
    roles: none,
    sources: [sources.immutable],
  },
  'another repository that got the name, immutable subject': {
    job: { ...released, repositoryId: '43', immutableSubject: true },
    ...{ roles: none, sources: [sources.immutable] },
  },
  'an owner who got the name, with the repository transferred': {
    job: { ...released, ownerId: '8', immutableSubject: true },
    ...{ roles: none, sources: [sources.immutable] },
  },
  'another repository of the owner': {
    job: { ...released, repository: 'acme/other', repositoryId: '43' },
    ...{ roles: none, sources: [claims] },
  },
  'another environment': { job: { ...released, environment: 'dev' }, roles: none, sources: [subject] },
  'an environment with a colon': { job: { ...released, environment: 'prod:eu' }, roles: none, sources: [subject] },

  // Workflow files
  'our workflow at another version': {
    job: { ...released, jobWorkflowRef: `${suite}/deploy.yml@refs/heads/hack` },
    ...{ roles: none, sources: [reusable] },
  },
  'a workflow of that name elsewhere': {
    job: { ...released, jobWorkflowRef: 'mallory/suite/.github/workflows/deploy.yml@refs/tags/v1' },
    ...{ roles: none, sources: [reusable] },
  },
  'another workflow of ours': {
    job: { ...released, jobWorkflowRef: ours('deploy-many.yml') },
    roles: none,
    sources: [reusable],
  },
  'preview.yml in a job of the environment': {
    job: { ...released, jobWorkflowRef: ours('preview.yml') },
    ...{ roles: none, sources: [reusable] },
  },
};
