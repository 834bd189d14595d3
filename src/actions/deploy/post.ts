import type { Context } from '../../lifecycle/context.ts';
import type { PortMakers } from '../../lifecycle/ports.ts';
import { stateOf } from './stage-context.ts';
import { loadAction, stageActions } from './stages.ts';

/** Lets each stage finish that has left something for the end of the job. */
export async function finish(state: ReadonlyMap<string, string>, ports: PortMakers, context: Context): Promise<void> {
  for (const name of Object.values(stageActions).flatMap((loaders) => Object.keys(loaders))) {
    const saved = stateOf(name, state);
    if (saved.size === 0) continue;
    const { contract, post } = await loadAction(name);
    // What is for the success of a job only was done when the chain had succeeded.
    if (contract.post === true) await post?.(saved, ports, context);
  }
}
