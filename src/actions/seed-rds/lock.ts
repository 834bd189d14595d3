import type { Context } from '../../lifecycle/context.ts';
import type { LockHolder } from '../../sql/lock.ts';
import type { Migrator } from '../../sql/migrator.ts';

const pollMilliseconds = 1_000;

/** Whether the lock was taken, and its holder before. */
export interface LockTaking {
  readonly taken: boolean;
  readonly waitedFor: LockHolder | undefined;
}

/** Tries to take the lock every second until the timeout. */
export async function takeLock(
  migration: Pick<Migrator, 'tryLock'>,
  timeoutSeconds: number,
  { clock, log, signal }: Pick<Context, 'clock' | 'log' | 'signal'>,
): Promise<LockTaking> {
  const deadline = clock.now().getTime() + timeoutSeconds * 1_000;
  for (let waitedFor: LockHolder | undefined; ; ) {
    const answer = await migration.tryLock();
    if (answer.taken) return { taken: true, waitedFor };
    // If a session is just ending, the server gives its number only.
    if (answer.holder && answer.holder.session !== waitedFor?.session) {
      waitedFor = answer.holder;
      log.info(`Waiting for the lock of ${describeHolder(waitedFor)}.`);
    }
    if (clock.now().getTime() >= deadline) return { taken: false, waitedFor };
    await clock.sleep(pollMilliseconds, signal);
  }
}

/** "seed-rds acme/clinic run 42-1 (user clinic, session 1234, since 2026-11-02T09:00:00.000Z)" */
export function describeHolder({ session, user, application, client, since }: LockHolder): string {
  const details = [
    user && `user ${user}`,
    `session ${session}`,
    client && `from ${client}`,
    since && `since ${since.toISOString()}`,
  ];
  return `${application ?? 'another session'} (${details.filter((detail) => detail).join(', ')})`;
}
