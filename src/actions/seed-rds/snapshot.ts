import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import { patience } from '../../lifecycle/patience.ts';
import type { Ports } from '../../lifecycle/ports.ts';

/** A new snapshot may not be listed at once. */
const listingMilliseconds = 60_000;

const pollMilliseconds = [2_000, 5_000, 10_000, 15_000] as const;

/** Creates a snapshot, waits until it is available, and returns its id. The deadline is that of the action. */
export async function createSnapshot(
  instance: string,
  region: string | undefined,
  { reader, writer }: Ports['rds'],
  context: Pick<Context, 'clock' | 'log' | 'run' | 'signal'>,
): Promise<string> {
  const { clock, log, run, signal } = context;
  const snapshot = snapshotId(instance, clock.now());
  const tags = { 'seed-rds:run': run.url, 'seed-rds:commit': run.commit };
  const notReady = `${instance} is not ready for a snapshot yet (another one may be in progress)`;
  const busy = everyMinute(context, (seconds) => `${notReady}, after ${seconds} s.`);
  for (let attempt = 0; (await writer.createSnapshot(instance, snapshot, tags, signal)) === 'busy'; attempt++) {
    if (attempt === 0) log.info(`${notReady}; asking again.`);
    busy();
    await clock.sleep(pause(attempt), signal);
  }
  log.info(`Waiting for the snapshot ${snapshot}. To restore it: ${restoreCommand(instance, snapshot, region)}`);
  const patient = patience(`The snapshot ${snapshot}`, context);
  const heartbeat = everyMinute(context, (seconds) => `The snapshot ${snapshot} is being made after ${seconds} s.`);
  const begun = clock.now().getTime();
  for (let attempt = 0; ; attempt++) {
    const status = await patient.read(() => reader.snapshotStatus(snapshot, signal));
    if (status === 'available') return snapshot;
    const isGone = status === 'missing' && clock.now().getTime() - begun > listingMilliseconds;
    if (status === 'failed' || isGone) throw snapshotFailed(snapshot);
    heartbeat();
    await clock.sleep(pause(attempt), signal);
  }
}

/** The command that creates a new instance from a snapshot; RDS never restores into the old one. */
export function restoreCommand(instance: string, snapshot: string, region: string | undefined): string {
  const target = `${instance.slice(0, 54)}-restored`;
  const where = region ? ` --region ${region}` : '';
  return `aws rds restore-db-instance-from-db-snapshot --db-instance-identifier ${target} --db-snapshot-identifier ${snapshot}${where}`;
}

/** Unique by its milliseconds: `seed-rds-clinic-dev-20261102t090000000`. */
function snapshotId(instance: string, now: Date): string {
  const moment = now
    .toISOString()
    .replace(/[-:.Z]/g, '')
    .toLowerCase();
  return `seed-rds-${instance}-${moment}`;
}

function pause(attempt: number): number {
  return pollMilliseconds[Math.min(attempt, pollMilliseconds.length - 1)] ?? 15_000;
}

function snapshotFailed(snapshot: string): UserError {
  return new UserError({
    what: `The snapshot ${snapshot} failed; no file was run.`,
    why: 'Its status in RDS is final, and not available.',
    next: 'Check the events of the instance in the RDS console, and run the job again.',
  });
}
