import { causeOf, messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { PortMakers } from '../../lifecycle/ports.ts';
import { finishStages } from './finish-stages.ts';
import { type Unfinished, unfinished } from './progress.ts';
import { type ChainPorts, putBack } from './put-back.ts';
import { standingIn } from './standing.ts';

/**
 * When the job ends: each stage finishes what it has saved for that. A chain that was killed is put back from what it has saved;
 * one that was cancelled says what stands, as the job has only minutes left.
 */
export async function endOfJob(
  state: ReadonlyMap<string, string>,
  makers: Pick<PortMakers, keyof ChainPorts>,
  context: Context,
): Promise<void> {
  await finishStages(state, makers, context);
  const left = unfinished(state);
  if (left) throw await settled(left, state, makers, context);
}

async function settled(
  { what, wasCut }: Unfinished,
  state: ReadonlyMap<string, string>,
  makers: Pick<PortMakers, keyof ChainPorts>,
  context: Context,
): Promise<UserError> {
  const standing = standingIn(state);
  if (wasCut || !standing)
    return new UserError({
      what,
      why: `${wasCut ? 'The job was cancelled, or its time was over' : 'Its process was killed'}, so nothing was rolled back. What had been started in AWS goes on.`,
      next,
    });
  const done: string[] = [];
  try {
    await context.log.group('Put back what stood before', () => putBack(standing, makers, context, done));
    return new UserError({
      what: `${what} What stood before was restored and verified. ${done.join(' ')}`,
      why: killed,
    });
  } catch (error) {
    const cause = causeOf(error, context.signal);
    return new UserError(
      {
        what,
        why: `${killed} ${done.join(' ')} What stood before was not restored completely: ${messageOf(cause)}`,
        next,
      },
      { cause },
    );
  }
}

const killed = 'Its process was killed.';

const next =
  'Run the failed jobs again to finish this release, or roll back to the release before. The next run of deploy.yml in this environment restores the last green release by itself, before it deploys.';
