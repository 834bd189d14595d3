import type { Context } from '../../lifecycle/context.ts';
import { makersOf, type PortMakers } from '../../lifecycle/ports.ts';
import type { StagePorts } from './stage.ts';
import { stateOf } from './stage-context.ts';
import type { StageResult } from './stage-result.ts';
import { loadAction, stageActionNames, stages } from './stages.ts';

/** When the job ends, lets each stage finish what it has saved for that. */
export async function finishStages(
  state: ReadonlyMap<string, string>,
  makers: Pick<PortMakers, keyof StagePorts>,
  context: Context,
): Promise<void> {
  for (const name of stageActionNames) {
    const saved = stateOf(name, state);
    if (saved.size === 0) continue;
    const { contract, post } = await loadAction(name);
    // Those with `post: 'on success'` were finished when the chain had succeeded.
    if (contract.post === true) await post?.(saved, makers, context);
  }
}

/** When the chain has succeeded, finishes the stages that want to know that: those whose success no other stage had to complete, or has completed. */
export async function finishSucceeded(
  results: readonly StageResult[],
  saved: ReadonlyMap<string, string>,
  ports: StagePorts,
  context: Context,
): Promise<void> {
  const carriedOut = new Set(results.map(({ planned }) => planned.stage.name));
  for (const { planned } of results) {
    const { name, action } = planned.stage;
    const { contract, post } = action;
    const completing = stages.filter(({ completes = [] }) => completes.some((each) => each.name === name));
    const isComplete = completing.every((each) => carriedOut.has(each.name));
    if (contract.post === 'on success' && isComplete)
      await post?.(stateOf(contract.name, saved), makersOf(ports), context);
  }
}
