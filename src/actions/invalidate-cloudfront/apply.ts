import { createHash } from 'node:crypto';
import type { CloudFrontReader, CloudFrontWriter, Invalidation } from '../../aws/cloudfront.ts';
import { canonicalJson } from '../../domain/plan.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { RandomBytes } from '../../machine/random.ts';
import type { Inputs } from './contract.ts';
import { type MonthlyPaths, pathsThisMonth } from './monthly-paths.ts';
import type { Invalidate } from './plan.ts';

export interface Outcome {
  readonly started: readonly Started[];
  /** How many calls were left out, because too many invalidations were in progress. */
  readonly skipped: number;
  /** Why the rest was not started, or the wait ended early; what was started goes on. */
  readonly failure?: UserError;
  /** Undefined where it could not be counted. */
  readonly month: MonthlyPaths | undefined;
}

export interface Started extends Invalidation {
  readonly distributionId: string;
  readonly paths: number;
}

/** Ways out, beside the context, of what is done here. */
export interface Ways {
  readonly reader: CloudFrontReader;
  readonly writer: CloudFrontWriter;
  readonly random: RandomBytes;
}

export async function apply(
  changes: readonly Invalidate[],
  inputs: Pick<Inputs, 'onQuota' | 'wait' | 'force'>,
  ways: Ways,
  context: Context,
): Promise<Outcome> {
  const started: Started[] = [];
  let skipped = 0;
  const outcome = async (failure?: UserError): Promise<Outcome> => {
    const month = failure ? undefined : await pathsThisMonth(started, ways.reader, context);
    return { started, skipped, month, ...(failure ? { failure } : {}) };
  };
  try {
    for (const change of changes) {
      const answer = await startWithinQuota(change, referenceOf(change, inputs.force, context), inputs, ways, context);
      if (answer === 'skipped') skipped++;
      else started.push({ ...answer, distributionId: change.distributionId, paths: change.paths.length });
    }
    if (inputs.wait)
      for (const [index, each] of started.entries()) started[index] = await completed(each, ways.reader, context);
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (failure instanceof UserError && started.length > 0) return outcome(failure);
    throw failure;
  }
  return outcome();
}

/**
 * The caller reference. It must differ between deployments, or going back to an earlier release (same paths, same
 * content) would be taken for the invalidation of that time; so it holds the attempt of the run, not the content alone.
 */
function referenceOf({ distributionId, paths }: Invalidate, force: boolean, { run, clock }: Context): string {
  const forced = force ? { at: clock.now().toISOString() } : {};
  const content = canonicalJson({ distributionId, paths, attempt: run.attempt, ...forced });
  return createHash('sha256').update(content).digest('hex');
}

async function startWithinQuota(
  { distributionId, paths }: Invalidate,
  reference: string,
  { onQuota }: Pick<Inputs, 'onQuota'>,
  { writer, random }: Ways,
  { signal, clock, log }: Context,
): Promise<Invalidation | 'skipped'> {
  for (let attempt = 0; ; attempt++) {
    const answer = await writer.invalidate(distributionId, paths, reference, signal);
    if (typeof answer === 'object') return answer;
    if (answer === 'quota' && onQuota === 'skip') return 'skipped';
    if (answer === 'quota' && onQuota === 'fail') throw quotaReached(distributionId);
    log.info(
      answer === 'quota'
        ? `${distributionId} has too many invalidations in progress; trying again.`
        : 'CloudFront is too busy to take the invalidation; trying again.',
    );
    await clock.sleep(jittered(pauseMilliseconds(attempt), random), signal);
  }
}

async function completed(invalidation: Started, reader: CloudFrontReader, context: Context): Promise<Started> {
  const { id, distributionId } = invalidation;
  const { signal, clock, log } = context;
  log.info(`Waiting for the invalidation ${id} of ${distributionId}.`);
  for (let attempt = 0; ; attempt++) {
    const status = await reader.invalidationStatus(distributionId, id, signal);
    if (status === 'Completed') return { ...invalidation, status };
    await clock.sleep(pauseMilliseconds(attempt), signal);
  }
}

/** Quick at first, then every ten seconds: an invalidation takes from five seconds to some minutes. */
function pauseMilliseconds(attempt: number): number {
  return Math.min(1_000 * 2 ** attempt, 10_000);
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
