import { causeOf, UserError } from '../../errors.ts';
import type { DeploymentWriter } from '../../github/deployments.ts';
import type { RepositoryAccess } from '../../github/rest/request.ts';
import type { Context } from '../../lifecycle/context.ts';
import { taskOf } from './ledger.ts';
import type { LedgerChange } from './plan.ts';
import type { Target } from './targets.ts';

export interface Outcome {
  /** The deployment that was created or marked. */
  readonly id: number | undefined;
  /** Why the rest was not done. */
  readonly failure?: UserError;
}

/** In the order of the plan: what served before is retired when its successor is recorded, so that never nothing serves. */
export async function apply(
  changes: readonly LedgerChange[],
  target: Target,
  url: string | undefined,
  writer: DeploymentWriter,
  access: RepositoryAccess,
  { run, signal, log }: Context,
): Promise<Outcome> {
  let id: number | undefined;
  const mark = (which: number, state: Parameters<typeof writer.setDeploymentState>[2]['state']) => {
    log.info(`Marking the deployment ${which} as ${state}.`);
    const status = { state, logUrl: run.url, environmentUrl: url, description: describe(state, run.actor) };
    return writer.setDeploymentState(access, which, status, signal);
  };
  try {
    for (const change of changes) {
      if (change.kind === 'retire') {
        await mark(Number(change.resource), 'inactive');
        continue;
      }
      id = change.kind === 'mark' ? Number(change.resource) : await created(change);
      await mark(id, change.state);
    }
  } catch (error) {
    const failure = causeOf(error, signal);
    if (id === undefined || !(failure instanceof UserError)) throw failure;
    return { id, failure };
  }
  return { id };

  function created({ release }: Extract<LedgerChange, { readonly kind: 'create' }>): Promise<number> {
    log.info(`Recording ${release.commit.slice(0, 12)} in ${target.environment}.`);
    const { app, environment } = target;
    return writer.createDeployment(
      access,
      { commit: release.commit, environment, task: taskOf(app), payload: release },
      signal,
    );
  }
}

function describe(state: string, actor: string): string {
  switch (state) {
    case 'success':
      return `Deployed by ${actor}.`;
    case 'inactive':
      return 'Another release serves now.';
    case 'in_progress':
      return `Being deployed by ${actor}.`;
    default:
      return 'Not deployed; see the log.';
  }
}
