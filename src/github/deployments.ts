import { hasMembers, parseJson } from '../domain/json.ts';
import type { RepositoryApi } from './repository-api.ts';
import { createdOnce } from './rest/created-once.ts';
import { dataUnless, explained } from './rest/explained.ts';
import type { Octokit } from './rest/octokit.ts';
import { allRows, fullPages, rowsOf } from './rest/pages.ts';

/** A deployment: https://docs.github.com/en/rest/deployments/deployments */
export interface Deployment {
  readonly id: number;
  /** 40 hex digits */
  readonly commit: string;
  readonly environment: string;
  readonly task: string;
  /** What was recorded with it. */
  readonly payload: unknown;
  /** Login of who created it; empty for a user who is gone. */
  readonly creator: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

export interface DeploymentStatus {
  /** One of ours, or `queued`, `pending` or another one of GitHub's. */
  readonly state: string;
  /** Web address of the run; empty where none is known. */
  readonly logUrl: string;
  readonly environmentUrl: string;
  /** Login of who set it; empty for a user who is gone. */
  readonly creator: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface NewDeployment {
  readonly commit: string;
  readonly environment: string;
  readonly task: string;
  /** Its members are no objects. */
  readonly payload: object;
}

export interface NewStatus {
  readonly state: DeploymentState;
  readonly logUrl: string;
  readonly environmentUrl?: string | undefined;
  /** At most 140 characters. */
  readonly description: string;
}

export interface DeploymentFilter {
  /** Left out: all of them. */
  readonly environment?: string;
  readonly task: string;
}

export interface DeploymentReader {
  /** Newest first, read page by page as they are wanted. */
  deployments(filter: DeploymentFilter): AsyncIterable<Deployment>;
  deployment(id: number): Promise<Deployment | undefined>;
  /** Newest first; none for a deployment that has only been created. */
  deploymentStatuses(id: number): Promise<readonly DeploymentStatus[]>;
}

export interface DeploymentWriter {
  /** Creates a deployment, whatever checks its commit has; the answer is its id. */
  createDeployment(deployment: NewDeployment): Promise<number>;
  setDeploymentState(id: number, status: NewStatus): Promise<void>;
}

export function deploymentReader({ octokit, at }: RepositoryApi): DeploymentReader {
  const { listDeployments, listDeploymentStatuses, getDeployment } = octokit.rest.repos;
  return {
    async *deployments(filter) {
      const pages = octokit.paginate.iterator(listDeployments, { ...at, ...filter, ...fullPages });
      const where = filter.environment === undefined ? '' : ` in ${filter.environment}`;
      for await (const row of rowsOf(pages, `Listing the deployments${where}`)) yield deploymentOf(row);
    },
    async deployment(id) {
      const found = await explained(`Reading the deployment ${id}`, () =>
        dataUnless([404], () => getDeployment({ ...at, deployment_id: id })),
      );
      return found && deploymentOf(found);
    },
    async deploymentStatuses(id) {
      const pages = octokit.paginate.iterator(listDeploymentStatuses, { ...at, deployment_id: id, ...fullPages });
      const rows = await allRows(pages, `Reading the statuses of the deployment ${id}`);
      return rows.toSorted((a, b) => b.id - a.id).map(statusOf);
    },
  };
}

export function deploymentWriter({ octokit, at }: RepositoryApi, reader: DeploymentReader): DeploymentWriter {
  const { createDeployment, createDeploymentStatus } = octokit.rest.repos;
  return {
    createDeployment: (wanted) =>
      createdOnce(
        async () => {
          const { commit, environment, task, payload } = wanted;
          const deployment = { ref: commit, environment, task, auto_merge: false, required_contexts: [] };
          const { data } = await explained(`Creating a deployment in ${environment}`, () =>
            createDeployment({ ...at, ...deployment, payload: { ...payload } }),
          );
          return (data as { readonly id: number }).id;
        },
        () => newestLike(reader, wanted),
      ),
    async setDeploymentState(id, { state, logUrl, environmentUrl, description }) {
      const url = environmentUrl === undefined ? {} : { environment_url: environmentUrl };
      const status = { state, log_url: logUrl, ...url, description: description.slice(0, 140), auto_inactive: false };
      await explained(`Marking the deployment ${id} as ${state}`, () =>
        createDeploymentStatus({ ...at, deployment_id: id, ...status, request: { repeatable: true } }),
      );
    },
  };
}

/** The newest deployment, if it equals the one to be created: the payload names the run. */
async function newestLike(reader: DeploymentReader, wanted: NewDeployment): Promise<number | undefined> {
  for await (const { id, commit, payload } of reader.deployments({
    environment: wanted.environment,
    task: wanted.task,
  }))
    return commit === wanted.commit && hasMembers(payload, wanted.payload) ? id : undefined;
  return undefined;
}

type Rows<Name extends 'listDeployments' | 'listDeploymentStatuses'> = Awaited<
  ReturnType<Octokit['rest']['repos'][Name]>
>['data'][number];

function deploymentOf(row: Rows<'listDeployments'>): Deployment {
  const { id, sha, environment, task, payload, creator, created_at } = row;
  const by = creator?.login ?? '';
  return { id, commit: sha, environment, task, payload: valueOf(payload), creator: by, createdAt: created_at };
}

/** A payload that was given as a text comes back as one. */
function valueOf(payload: unknown): unknown {
  return typeof payload === 'string' ? (parseJson(payload) ?? payload) : payload;
}

function statusOf(row: Rows<'listDeploymentStatuses'>): DeploymentStatus {
  const { state, log_url = '', environment_url = '', creator, created_at } = row;
  const by = creator?.login ?? '';
  return { state, logUrl: log_url, environmentUrl: environment_url, creator: by, createdAt: created_at };
}
