import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { roleVariables } from '../demo/roles.ts';
import type { Shop } from '../workflows/shop.ts';
import { type IdentityJob, identityVariable, suiteName, workflowsFolder } from './suite-copy.ts';

const repository = 'acme/shop';
const person = { actor: 'octocat', actorId: '1' };

/** The run of GitHub that a run of act stands for. */
export interface PlayedRun {
  readonly id: number;
  /** The workflow file that was started. */
  readonly path: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
}

/** Tells GitHub's side of the run, which has to vouch for its records; the answer ends it. */
export function startRun({ cloud }: Shop, root: string, { id, path, event, sha }: PlayedRun) {
  const referenced = readdirSync(join(root, workflowsFolder)).map((file) => ({
    path: `${suiteName}/${workflowsFolder}/${file}@v1`,
    ...{ sha: '0'.repeat(40), ref: 'refs/tags/v1' },
  }));
  const run = { id, path, event, headBranch: 'main', headSha: sha, actor: person.actor, referenced };
  return cloud.github.startRun(repository, run);
}

/** One token for all jobs: act does not narrow it to the permissions of each. */
export function githubToken({ cloud }: Shop): string {
  const permissions = { actions: 'read', contents: 'read', deployments: 'write', 'pull-requests': 'write' } as const;
  return cloud.github.token({ repository, permissions });
}

/** Variables of the repository, and as one text those of each environment; the jobs' identities are among them. */
export function variables(
  { cloud, environments }: Shop,
  run: PlayedRun,
  jobs: readonly IdentityJob[],
): Readonly<Record<string, string>> {
  const request = requester(cloud, run);
  const identities = (environment?: string) =>
    Object.fromEntries(
      jobs
        .filter(({ hasEnvironment }) => hasEnvironment === (environment !== undefined))
        .map((job) => [identityVariable(job), request(job.file, environment).requestToken]),
    );
  const ofEnvironments = Object.entries(environments).map(([name, roles]) => [
    name,
    { ...roleVariables(roles), AWS_REGION: 'us-east-1', ...identities(name) },
  ]);
  const { planRoleArn, previewRoleArn, siteUrl } = environments.dev;
  return {
    ...{ AWS_PLAN_ROLE_ARN: planRoleArn, AWS_PREVIEW_ROLE_ARN: previewRoleArn, PREVIEW_SITE_URL: siteUrl },
    ENVIRONMENTS: JSON.stringify(Object.fromEntries(ofEnvironments)),
    IDENTITY_URL: request('none').requestUrl,
    ...identities(),
  };
}

/** Asks GitHub's provider to know a job of the suite, as it knows one with `id-token: write`. */
function requester({ github }: Shop['cloud'], { path, ref, sha, event, id }: PlayedRun) {
  return (file: string, environment?: string) =>
    github.oidc.jobToken({
      ...{
        repository,
        repositoryId: '1',
        ownerId: '1',
        ref,
        sha,
        event,
        ...person,
        runId: String(id),
        runAttempt: '1',
      },
      workflowRef: `${repository}/${path}@${ref}`,
      jobWorkflowRef: `${suiteName}/${workflowsFolder}/${file}@refs/tags/v1`,
      ...(environment === undefined ? {} : { environment }),
    });
}
