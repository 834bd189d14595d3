import type { PortMakers } from '../../lifecycle/ports.ts';
import type { StageResult, Tools } from './apply.ts';
import { stateOf } from './stage-context.ts';
import { stagePorts } from './stages.ts';

/**
 * What stages do when their job has succeeded: the edge was told, so the site's note of what it must forget goes. Without
 * an edge stage nobody here knows whether it was told, and the note stays for the next run.
 */
export async function settleUp(
  results: readonly StageResult[],
  saved: ReadonlyMap<string, string>,
  { ports, context }: Tools,
): Promise<void> {
  if (!results.some(({ look }) => look.stage.name === 'edge')) return;
  const makers = Object.fromEntries(stagePorts.map((name) => [name, async () => ports[name]])) as unknown as PortMakers;
  for (const { look } of results) {
    const { contract, post } = look.stage.action;
    if (contract.post === 'on success') await post?.(stateOf(contract.name, saved), makers, context);
  }
}
