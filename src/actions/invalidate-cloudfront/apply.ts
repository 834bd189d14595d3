import type { CloudFrontReader, CloudFrontWriter, Invalidation } from '../../aws/cloudfront.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import type { Inputs } from './contract.ts';

/** A failure says why the wait for it ended early; the invalidation itself goes on. */
export type Outcome = (Invalidation & { readonly failure?: UserError }) | 'skipped';

/** Quick at first, then every ten seconds: an invalidation takes from five seconds to some minutes. */
const pollMilliseconds = [1_000, 2_000, 4_000, 8_000, 10_000] as const;

interface Order {
  readonly distributionId: string;
  readonly paths: readonly string[];
  /** Makes retries of this call, and nothing else, one and the same invalidation. */
  readonly reference: string;
}

export async function apply(
  order: Order,
  { onQuota, wait }: Pick<Inputs, 'onQuota' | 'wait'>,
  writer: CloudFrontWriter,
  reader: CloudFrontReader,
  context: Context,
): Promise<Outcome> {
  const started = await startWithinQuota(order, onQuota, writer, context);
  if (started === 'skipped' || !wait) return started;
  try {
    return await completed(order.distributionId, started, reader, context);
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (failure instanceof UserError) return { ...started, failure };
    throw failure;
  }
}

async function startWithinQuota(
  order: Order,
  onQuota: Inputs['onQuota'],
  writer: CloudFrontWriter,
  { signal, clock, log }: Context,
): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    const answer = await writer.invalidate(order.distributionId, order.paths, order.reference, signal);
    if (answer !== 'quota') return answer;
    if (onQuota === 'skip') return 'skipped';
    if (onQuota === 'fail') throw quotaReached(order.distributionId);
    log.info(`${order.distributionId} has too many invalidations in progress; trying again.`);
    await clock.sleep(pause(attempt), signal);
  }
}

async function completed(
  distributionId: string,
  { id }: Invalidation,
  reader: CloudFrontReader,
  { signal, clock, log }: Context,
): Promise<Invalidation> {
  log.info(`Waiting for the invalidation ${id} of ${distributionId}.`);
  for (let attempt = 0; ; attempt++) {
    const status = await reader.invalidationStatus(distributionId, id, signal);
    if (status === 'Completed') return { id, status };
    await clock.sleep(pause(attempt), signal);
  }
}

function pause(attempt: number): number {
  return pollMilliseconds[Math.min(attempt, pollMilliseconds.length - 1)] ?? 10_000;
}

function quotaReached(distributionId: string): UserError {
  return new UserError({
    what: `The distribution ${distributionId} takes no further invalidation now.`,
    why: 'It has 3,000 paths or 15 wildcards in progress.',
    next: 'Run the job again in some minutes, or use on-quota: wait.',
  });
}
