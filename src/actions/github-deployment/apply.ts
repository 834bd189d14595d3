import { causeOf, UserError } from '../../errors.ts';
import type { DeploymentState } from '../../github/deployments.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import type { contract } from './contract.ts';
import { payloadOf } from './entry.ts';
import { taskOf } from './ledger.ts';
import { notAnnounced, notRecorded } from './missing.ts';
import type { Observation } from './observe.ts';
import type { LedgerChange } from './plan.ts';

export interface Outcome {
  /** The deployment that was created or marked. */
  readonly id: number | undefined;
  /** Why the rest was not done. */
  readonly failure?: UserError;
  /** The same, where the release serves all the same. */
  readonly trouble?: UserError;
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
  const said = troubleText(observation);
  let id: number | undefined;
  try {
    for (const change of changes) {
      if (change.kind === 'retire' || change.kind === 'end') {
        await mark(Number(change.resource), change.kind === 'retire' ? 'inactive' : change.state);
        continue;
      }
      id = change.kind === 'mark' ? Number(change.resource) : await create(change);
      await mark(id, change.state);
    }
  } catch (error) {
    const failure = causeOf(error, signal);
    if (!(failure instanceof UserError)) throw failure;
    if (said) {
      log.warning(said(failure.message));
      return { id, trouble: failure };
    }
    if (id === undefined) throw failure;
    return { id, failure };
  }
  return { id };

  function create({ release, state }: Creation): Promise<number> {
    log.info(`Recording ${release.commit.slice(0, 12)} in ${environment}.`);
    return repository.createDeployment({
      commit: release.commit,
      environment,
      task: taskOf(app),
      payload: payloadOf(release, state),
    });
  }

  function mark(deployment: number, state: DeploymentState): Promise<void> {
    log.info(`Marking the deployment ${deployment} as ${state}.`);
    const status = { state, logUrl: run.url, environmentUrl: inputs.url, description: describe(state, run.actor) };
    return repository.setDeploymentState(deployment, status);
  }
}

/** What is said where trouble with the ledger is none of the release; undefined where it is an error. */
export function troubleText(observation: Observation): ((why: string) => string) | undefined {
  if (observation.operation === 'start') return notAnnounced;
  return observation.operation === 'finish' && observation.state === 'success' ? notRecorded : undefined;
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
