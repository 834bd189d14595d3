import type { Context } from '../../lifecycle/context.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import { orAborted } from '../../lifecycle/or-aborted.ts';
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
  let waitedFor: LockHolder | undefined;
  const whose = () => (waitedFor ? describeHolder(waitedFor) : 'another session');
  const heartbeat = everyMinute(
    { clock, log },
    (seconds) => `Still waiting for the lock of ${whose()}, after ${seconds} of ${timeoutSeconds} s.`,
  );
  for (;;) {
    const answer = await orAborted(migration.tryLock(), signal);
    if (answer.taken) return { taken: true, waitedFor };
    // If a session is just ending, the server gives its number only.
    if (answer.holder && answer.holder.session !== waitedFor?.session) {
      waitedFor = answer.holder;
      log.info(`Waiting for the lock of ${describeHolder(waitedFor)}.`);
    }
    if (clock.now().getTime() >= deadline) return { taken: false, waitedFor };
    heartbeat();
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
