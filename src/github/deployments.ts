import { canonicalJson } from '../domain/plan.ts';
import { createdOnce } from './rest/created-once.ts';
import { rowsOf } from './rest/pages.ts';
import type { AskGitHub, RepositoryAccess } from './rest/request.ts';

/** A deployment as GitHub keeps it: https://docs.github.com/en/rest/deployments/deployments */
export interface Deployment {
  readonly id: number;
  /** 40 hex digits */
  readonly commit: string;
  readonly environment: string;
  readonly task: string;
  /** What was kept with it. */
  readonly payload: unknown;
  /** ISO 8601 */
  readonly createdAt: string;
}

export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

export interface DeploymentStatus {
  /** One of ours, or `queued`, `pending` or what else GitHub may have. */
  readonly state: string;
  /** Web address of the run; empty where none was told. */
  readonly logUrl: string;
  readonly environmentUrl: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface NewDeployment {
  readonly commit: string;
  readonly environment: string;
  readonly task: string;
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
  readonly environment: string;
  readonly task: string;
}

export interface DeploymentReader {
  /** Newest first, read page by page as they are wanted. */
  deployments(access: RepositoryAccess, filter: DeploymentFilter, signal: AbortSignal): AsyncIterable<Deployment>;
  deployment(access: RepositoryAccess, id: number, signal: AbortSignal): Promise<Deployment | undefined>;
  /** Newest first; none for a deployment that has only been created. */
  deploymentStatuses(access: RepositoryAccess, id: number, signal: AbortSignal): Promise<readonly DeploymentStatus[]>;
}

export interface DeploymentWriter {
  /** Creates a deployment, whatever checks its commit has; the answer is its id. */
  createDeployment(access: RepositoryAccess, deployment: NewDeployment, signal: AbortSignal): Promise<number>;
  setDeploymentState(access: RepositoryAccess, id: number, status: NewStatus, signal: AbortSignal): Promise<void>;
}

export function deploymentReader(ask: AskGitHub): DeploymentReader {
  return {
    async *deployments({ repository, token }, { environment, task }, signal) {
      const doing = `Listing the deployments in ${environment}`;
      const path = `/repos/${repository}/deployments`;
      for await (const row of rowsOf((request) => ask(token, request, signal), path, { environment, task }, doing))
        yield deploymentOf(row as DeploymentJson);
    },
    async deployment({ repository, token }, id, signal) {
      const request = { method: 'GET', path: `/repos/${repository}/deployments/${id}`, expects: [404] } as const;
      const { status, body } = await ask(token, { ...request, doing: `Reading the deployment ${id}` }, signal);
      return status === 404 ? undefined : deploymentOf(body as DeploymentJson);
    },
    async deploymentStatuses({ repository, token }, id, signal) {
      const doing = `Reading the statuses of the deployment ${id}`;
      const path = `/repos/${repository}/deployments/${id}/statuses`;
      const rows: StatusJson[] = [];
      for await (const row of rowsOf((request) => ask(token, request, signal), path, {}, doing))
        rows.push(row as StatusJson);
      return rows.toSorted((a, b) => b.id - a.id).map(statusOf);
    },
  };
}

export function deploymentWriter(ask: AskGitHub, reader: DeploymentReader): DeploymentWriter {
  return {
    createDeployment: (access, wanted, signal) =>
      createdOnce(
        () => create(ask, access, wanted, signal),
        () => newestLike(reader, access, wanted, signal),
      ),
    async setDeploymentState({ repository, token }, id, { state, logUrl, environmentUrl, description }, signal) {
      const path = `/repos/${repository}/deployments/${id}/statuses`;
      const url = environmentUrl === undefined ? {} : { environment_url: environmentUrl };
      const body = { state, log_url: logUrl, ...url, description: description.slice(0, 140), auto_inactive: false };
      const doing = `Marking the deployment ${id} as ${state}`;
      await ask(token, { method: 'POST', path, body, repeatable: true, doing }, signal);
    },
  };
}

async function create(
  ask: AskGitHub,
  { repository, token }: RepositoryAccess,
  { commit, environment, task, payload }: NewDeployment,
  signal: AbortSignal,
): Promise<number> {
  const body = { ref: commit, environment, task, payload, auto_merge: false, required_contexts: [] };
  const doing = `Creating a deployment in ${environment}`;
  const answer = await ask(token, { method: 'POST', path: `/repos/${repository}/deployments`, body, doing }, signal);
  return (answer.body as DeploymentJson).id;
}

/** The newest deployment, if it is just what was to be created: the run stands in the payload. */
async function newestLike(
  reader: DeploymentReader,
  access: RepositoryAccess,
  wanted: NewDeployment,
  signal: AbortSignal,
): Promise<number | undefined> {
  for await (const { id, commit, payload } of reader.deployments(access, wanted, signal))
    return commit === wanted.commit && canonicalJson(payload) === canonicalJson(wanted.payload) ? id : undefined;
  return undefined;
}

interface DeploymentJson {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly task: string;
  readonly payload: unknown;
  readonly created_at: string;
}

interface StatusJson {
  readonly id: number;
  readonly state: string;
  readonly log_url?: string;
  readonly environment_url?: string;
  readonly created_at: string;
}

function deploymentOf({ id, sha, environment, task, payload, created_at }: DeploymentJson): Deployment {
  return { id, commit: sha, environment, task, payload: valueOf(payload), createdAt: created_at };
}

/** A payload that was given as a text comes back as one. */
function valueOf(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

function statusOf({ state, log_url = '', environment_url = '', created_at }: StatusJson): DeploymentStatus {
  return { state, logUrl: log_url, environmentUrl: environment_url, createdAt: created_at };
}
