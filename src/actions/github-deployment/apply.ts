import { causeOf, UserError } from '../../errors.ts';
import type { DeploymentState } from '../../github/deployments.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import type { contract } from './contract.ts';
import { taskOf } from './ledger.ts';
import type { Observation } from './observe.ts';
import type { LedgerChange } from './plan.ts';

export interface Outcome {
  /** The deployment that was created or marked. */
  readonly id: number | undefined;
  /** Why the rest was not done. */
  readonly failure?: UserError;
}

/** In the order of the plan: the previous release is retired after its successor is recorded, so that there is always a current one. */
export async function apply(
  { inputs, observation, plan: { changes } }: Step<typeof contract, Observation, LedgerChange>,
  { gitHub }: Pick<Ports, 'gitHub'>,
  context: Context,
): Promise<Outcome | undefined> {
  if (!('release' in observation)) return undefined;
  const { app, environment } = observation.target;
  const { run, signal, log } = context;
  const repository = gitHub.writer.repository(repositoryAccess(inputs, context), signal);
  let id: number | undefined;
  try {
    for (const change of changes) {
      if (change.kind === 'retire') {
        await mark(Number(change.resource), 'inactive');
        continue;
      }
      id = change.kind === 'mark' ? Number(change.resource) : await create(change);
      await mark(id, change.state);
    }
  } catch (error) {
    const failure = causeOf(error, signal);
    if (id === undefined || !(failure instanceof UserError)) throw failure;
    return { id, failure };
  }
  return { id };

  function create({ release }: Creation): Promise<number> {
    log.info(`Recording ${release.commit.slice(0, 12)} in ${environment}.`);
    return repository.createDeployment({ commit: release.commit, environment, task: taskOf(app), payload: release });
  }

  function mark(deployment: number, state: DeploymentState): Promise<void> {
    log.info(`Marking the deployment ${deployment} as ${state}.`);
    const status = { state, logUrl: run.url, environmentUrl: inputs.url, description: describe(state, run.actor) };
    return repository.setDeploymentState(deployment, status);
  }
}

type Creation = Extract<LedgerChange, { readonly kind: 'create' }>;

function describe(state: DeploymentState, actor: string): string {
  switch (state) {
    case 'success':
      return `Deployed by ${actor}.`;
    case 'inactive':
      return 'Replaced by another release.';
    case 'in_progress':
      return `Being deployed by ${actor}.`;
    case 'failure':
    case 'error':
      return 'Not deployed; see the log.';
  }
}
