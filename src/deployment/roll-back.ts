import { causeOf, messageOf } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { begin } from './begin.ts';
import type { Deployment } from './deployment.ts';
import { follow } from './follow.ts';
import { TakenOver } from './taken-over.ts';

/** Whether the previous release was restored; otherwise, whose work was left. */
export type Restored = 'restored' | TakenOver | undefined;

/** A platform usually rolls a failed deployment back by itself, but not always; then the previous release is deployed again. */
export async function rollBack<Service>(
  { rollBack: start, rollbackOnFailure, resource, others }: Deployment<Service>,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Restored> {
  if (!start || !rollbackOnFailure) return undefined;
  context.log.info(`Rolling ${resource} back to the previous release.`);
  try {
    const startUnlessTaken = async (signal: AbortSignal) => {
      const other = await others?.(signal);
      if (other !== undefined) throw new TakenOver(other);
      return start(signal);
    };
    const operation = await begin('rollback', { resource, onBusy: 'wait' }, startUnlessTaken, context);
    return (await follow(operation, resource, context)).verdict === 'succeeded' ? 'restored' : undefined;
  } catch (error) {
    const cause = causeOf(error, context.signal);
    context.log.warning(`The rollback failed: ${messageOf(cause)}`);
    return cause instanceof TakenOver ? cause : undefined;
  }
}
