import { createHash } from 'node:crypto';
import type { Invalidation } from '../../aws/cloudfront.ts';
import { canonicalJson } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { RandomBytes } from '../../machine/random.ts';
import type { Inputs } from './contract.ts';
import { pauseMilliseconds } from './pause.ts';
import type { Invalidate } from './plan.ts';

export interface StartedInvalidation extends Invalidation {
  readonly distributionId: string;
  readonly paths: number;
}

/** Starts an invalidation, as soon as the distribution takes it; or not, where `on-quota` says so. */
export async function start(
  change: Invalidate,
  inputs: Pick<Inputs, 'onQuota' | 'force'>,
  ports: Pick<Ports, 'cloudFront' | 'random'>,
  context: Context,
): Promise<StartedInvalidation | 'skipped'> {
  const { distributionId, paths } = change;
  const reference = callerReference(change, inputs.force, context);
  const { clock, log, signal } = context;
  let why = '';
  const heartbeat = everyMinute(context, (seconds) => `${why}, after ${seconds} s.`);
  for (let attempt = 0; ; attempt++) {
    const answer = await ports.cloudFront.writer.invalidate(distributionId, paths, reference, signal);
    if (typeof answer === 'object') return { ...answer, distributionId, paths: paths.length };
    if (answer === 'quota' && inputs.onQuota === 'skip') return 'skipped';
    if (answer === 'quota' && inputs.onQuota === 'fail') throw quotaReached(distributionId);
    const now =
      answer === 'quota' ? `${distributionId} has too many invalidations in progress` : 'CloudFront throttles';
    if (now !== why) log.info(`${now}; trying again.`);
    why = now;
    heartbeat();
    await clock.sleep(jittered(pauseMilliseconds(attempt), ports.random.reader), signal);
  }
}

/**
 * The caller reference. It must differ between deployments, or a rollback to an earlier release (same paths, same content)
 * would be taken for the invalidation of that time; so it holds the attempt of the run, not the content alone.
 */
function callerReference(
  { distributionId, paths }: Invalidate,
  force: boolean,
  { run, clock }: Pick<Context, 'run' | 'clock'>,
): string {
  const forced = force ? { at: clock.now().toISOString() } : {};
  const content = canonicalJson({ distributionId, paths, attempt: run.attempt, ...forced });
  return createHash('sha256').update(content).digest('hex');
}

/** Between half of it and all of it, so that jobs that were refused together do not come back together. */
function jittered(milliseconds: number, random: RandomBytes): number {
  const [byte = 0] = random(1);
  return Math.round(milliseconds * (0.5 + byte / 510));
}

function quotaReached(distributionId: string): UserError {
  return new UserError({
    what: `The distribution ${distributionId} takes no further invalidation now.`,
    why: 'It has 3,000 paths or 15 wildcards in progress.',
    next: 'Run the job again in some minutes, or use on-quota: wait.',
  });
}
