import type { Deployment, DeploymentState, DeploymentStatus, Repository } from './repository.ts';
import { resolveRef } from './repository.ts';
import { type Endpoint, invalid, notFound, type RestCall, RestError, textOf, userJson } from './rest.ts';

const states: readonly string[] = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];
const read = () => [{ deployments: 'read' } as const];
const write = () => [{ deployments: 'write' } as const];

/** https://docs.github.com/en/rest/deployments */
export const deploymentEndpoints: readonly Endpoint[] = [
  {
    ...{ operation: 'CreateDeployment', method: 'POST', path: '/deployments', permissions: write },
    perform: (call) => ({ status: 201, value: deploymentJson(createDeployment(call), call) }),
  },
  {
    ...{ operation: 'ListDeployments', method: 'GET', path: '/deployments', permissions: read },
    perform: (call) => ({ list: matching(call).map((deployment) => deploymentJson(deployment, call)) }),
  },
  {
    ...{ operation: 'GetDeployment', method: 'GET', path: '/deployments/*', permissions: read },
    perform: (call) => ({ status: 200, value: deploymentJson(findDeployment(call), call) }),
  },
  {
    ...{ operation: 'DeleteDeployment', method: 'DELETE', path: '/deployments/*', permissions: write },
    perform(call) {
      deleteDeployment(call.repository, findDeployment(call));
      return { status: 204 };
    },
  },
  {
    ...{ operation: 'CreateDeploymentStatus', method: 'POST', path: '/deployments/*/statuses', permissions: write },
    perform(call) {
      const deployment = findDeployment(call);
      return { status: 201, value: statusJson(createStatus(call, deployment), deployment, call) };
    },
  },
  {
    ...{ operation: 'ListDeploymentStatuses', method: 'GET', path: '/deployments/*/statuses', permissions: read },
    perform(call) {
      const deployment = findDeployment(call);
      return { list: deployment.statuses.map((status) => statusJson(status, deployment, call)) };
    },
  },
];

function createDeployment({ repository, token, body, now }: RestCall): Deployment {
  const ref = textOf(body, 'Deployment', 'ref');
  const commit = resolveRef(repository, ref);
  if (!commit) throw new RestError(422, `No ref found for: ${ref}`);
  refuseBadContexts(ref, commit.statuses, body.required_contexts);
  const environment = textOf(body, 'Deployment', 'environment', 'production');
  const deployment: Deployment = {
    id: repository.nextId(),
    sha: commit.sha,
    ref,
    task: textOf(body, 'Deployment', 'task', 'deploy'),
    environment,
    description: body.description == null ? null : textOf(body, 'Deployment', 'description'),
    payload: body.payload ?? {},
    transient: body.transient_environment === true,
    production: (body.production_environment ?? environment === 'production') === true,
    creator: token.login,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  repository.deployments = [deployment, ...repository.deployments];
  return deployment;
}

/** Without `required_contexts` every status of the commit must be a success, with it the named ones. */
function refuseBadContexts(ref: string, statuses: ReadonlyMap<string, string>, required: unknown): void {
  const contexts = Array.isArray(required) ? required.map(String) : [...statuses.keys()];
  const bad = contexts.filter((context) => statuses.get(context) !== 'success');
  if (bad.length === 0) return;
  throw new RestError(409, `Conflict: Commit status checks failed for ${ref}.`, [
    { resource: 'Deployment', field: 'required_contexts', code: 'invalid', contexts: bad },
  ]);
}

function matching({ repository, query }: RestCall): readonly Deployment[] {
  return repository.deployments.filter((deployment) =>
    (['sha', 'ref', 'task', 'environment'] as const).every((name) => {
      const wanted = query.get(name);
      return wanted === null || wanted === 'none' || deployment[name] === wanted;
    }),
  );
}

function findDeployment({ repository, names: [id] }: RestCall): Deployment {
  const found = repository.deployments.find((deployment) => deployment.id === Number(id));
  if (!found) throw notFound();
  return found;
}

function deleteDeployment(repository: Repository, deployment: Deployment): void {
  const inEnvironment = repository.deployments.filter(({ environment }) => environment === deployment.environment);
  const isInactive = deployment.statuses[0]?.state === 'inactive';
  if (!isInactive && inEnvironment.length > 1)
    throw new RestError(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    );
  repository.deployments = repository.deployments.filter((other) => other !== deployment);
}

function createStatus({ repository, token, body, now }: RestCall, deployment: Deployment): DeploymentStatus {
  const state = textOf(body, 'DeploymentStatus', 'state');
  if (!states.includes(state)) throw invalid('DeploymentStatus', 'state', 'invalid');
  const description = textOf(body, 'DeploymentStatus', 'description', '');
  if (description.length > 140)
    throw invalid('DeploymentStatus', 'description', 'custom', 'description is too long (maximum is 140 characters)');
  const status: DeploymentStatus = {
    id: repository.nextId(),
    state: state as DeploymentState,
    description,
    environment: textOf(body, 'DeploymentStatus', 'environment', deployment.environment),
    environmentUrl: textOf(body, 'DeploymentStatus', 'environment_url', ''),
    logUrl: textOf(body, 'DeploymentStatus', 'log_url', textOf(body, 'DeploymentStatus', 'target_url', '')),
    creator: token.login,
    createdAt: now,
  };
  if (state === 'success' && body.auto_inactive !== false) retirePrior(repository, deployment, status);
  addStatus(deployment, status);
  return status;
}

/** A success makes the prior successes of the same environment inactive, but for transient and production ones. */
function retirePrior(
  repository: Repository,
  deployment: Deployment,
  { environment, creator, createdAt }: DeploymentStatus,
): void {
  for (const prior of repository.deployments) {
    const counts =
      prior.id < deployment.id && prior.environment === environment && !prior.transient && !prior.production;
    if (!counts || prior.statuses[0]?.state !== 'success') continue;
    const inactive = { state: 'inactive', description: '', environmentUrl: '', logUrl: '' } as const;
    addStatus(prior, { id: repository.nextId(), ...inactive, environment, creator, createdAt });
  }
}

function addStatus(deployment: Deployment, status: DeploymentStatus): void {
  deployment.statuses = [status, ...deployment.statuses];
  deployment.updatedAt = status.createdAt;
}

function deploymentJson(deployment: Deployment, { apiUrl, repository }: RestCall): object {
  const url = `${apiUrl}/repos/${repository.name}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userJson(deployment.creator),
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: `${apiUrl}/repos/${repository.name}`,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
  };
}

function statusJson(status: DeploymentStatus, deployment: Deployment, { apiUrl, repository }: RestCall): object {
  const deploymentUrl = `${apiUrl}/repos/${repository.name}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    creator: userJson(status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: deploymentUrl,
    repository_url: `${apiUrl}/repos/${repository.name}`,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
  };
}

/** GitHub's times have no milliseconds. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
