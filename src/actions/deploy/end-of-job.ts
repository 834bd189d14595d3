import type { Context } from '../../lifecycle/context.ts';
import type { PortMakers } from '../../lifecycle/ports.ts';
import { finishStages } from './finish-stages.ts';
import { unfinished } from './progress.ts';
import type { StagePorts } from './stage.ts';

/** When the job ends: each stage finishes what it has saved for that, and a chain that was ended from outside says what stands. */
export async function endOfJob(
  state: ReadonlyMap<string, string>,
  makers: Pick<PortMakers, keyof StagePorts>,
  context: Context,
): Promise<void> {
  await finishStages(state, makers, context);
  const failure = unfinished(state);
  if (failure) throw failure;
}
