import type { Context } from '../../lifecycle/context.ts';
import { orAborted } from '../../lifecycle/or-aborted.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { settled } from './begun.ts';
import { setUpCommand } from './command.ts';
import { demandOwner } from './demand-owner.ts';
import { destructiveRefused, lockBusy } from './failures.ts';
import { describeHolder, takeLock } from './lock.ts';
import type { Outcome } from './outcome.ts';
import { plan as planAgain } from './plan.ts';
import { afterRepairs } from './repair.ts';
import { type ChangePorts, runChanges } from './run-changes.ts';
import type { SeedStep } from './step.ts';

const nothing: Outcome = { applied: [] };

/** Carries the plan out under the database's lock. Changes that another run has made in the meantime are not made again. */
export async function apply(
  { inputs, observation, plan }: SeedStep,
  ports: ChangePorts & Pick<Ports, 'databases'>,
  context: Context,
): Promise<Outcome> {
  if (plan.changes.length === 0) return nothing;
  const refused = inputs.allowDestructive ? undefined : destructiveRefused(plan.changes);
  if (refused) return { ...nothing, failure: refused };
  await setUpCommand(inputs, ports, context);
  const { access, settings } = observation;
  const { commit, url: runUrl } = context.run;
  const showNotice = (message: string) => context.log.info(`| ${message}`);
  const opening = ports.databases.writer.open(access, settings, { commit, runUrl }, showNotice);
  const migrator = await orAborted(opening, context.signal).catch((error) => {
    opening.then(
      (late) => late.close(),
      () => undefined,
    );
    throw error;
  });
  try {
    const lock = await takeLock(migrator, inputs.lockTimeoutSeconds, context);
    const lockedBy = lock.waitedFor && describeHolder(lock.waitedFor);
    if (!lock.taken)
      return { ...nothing, lockedBy, failure: lockBusy(access.database, lockedBy, inputs.lockTimeoutSeconds) };
    demandOwner(inputs, await orAborted(migrator.owner(), context.signal), access.database);
    const read = await orAborted(migrator.ledger(), context.signal);
    const ledger = await settled(read, observation.migrations, access.engine, migrator.isTrue);
    const now = planAgain(inputs, { ...observation, ledger });
    const known = { ...observation, ledger: afterRepairs(ledger, now.changes) };
    const step = { inputs, observation: known, plan: now, migrator };
    return { ...(await runChanges(step, ports, context)), lockedBy };
  } finally {
    await migrator.close();
  }
}
