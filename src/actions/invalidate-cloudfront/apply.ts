import type { CloudFrontReader } from '../../aws/cloudfront.ts';
import { skippedInvalidationsFolder } from '../../domain/skipped-invalidations.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import { patience } from '../../lifecycle/patience.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { type MonthlyPaths, pathsThisMonth } from './monthly-paths.ts';
import { pauseMilliseconds } from './pause.ts';
import { type StartedInvalidation, start } from './start.ts';
import type { InvalidationStep } from './step.ts';

export interface Outcome {
  readonly started: readonly StartedInvalidation[];
  /** How many calls were left out, because too many invalidations were in progress. */
  readonly skipped: number;
  /** Why the rest was not started, or the wait ended early; what was started goes on. */
  readonly failure?: UserError;
  /** Undefined where it could not be counted. */
  readonly month: MonthlyPaths | undefined;
}

/** Starts the invalidations one after the other, and waits for them where that is wanted; without changes nothing is called. */
export async function apply(
  { inputs, plan: { changes } }: InvalidationStep,
  ports: Pick<Ports, 'cloudFront' | 'files' | 'random'>,
  context: Context,
): Promise<Outcome | undefined> {
  if (changes.length === 0) return undefined;
  const { reader } = ports.cloudFront;
  const started: StartedInvalidation[] = [];
  let skipped = 0;
  try {
    for (const change of changes) {
      const answer = await start(change, inputs, ports, context);
      if (answer !== 'skipped') {
        started.push(answer);
        continue;
      }
      const file = `${skippedInvalidationsFolder(context.run)}/${change.distributionId}-${skipped++}`;
      await ports.files.writer.write(file, change.paths.join('\n'));
    }
    if (inputs.wait)
      for (const [index, each] of started.entries()) started[index] = await completed(each, reader, context);
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (failure instanceof UserError && started.length > 0) return { started, skipped, month: undefined, failure };
    throw failure;
  }
  return { started, skipped, month: await pathsThisMonth(started, reader, context) };
}

async function completed(
  invalidation: StartedInvalidation,
  reader: CloudFrontReader,
  context: Context,
): Promise<StartedInvalidation> {
  const { signal, clock, log } = context;
  const { id, distributionId } = invalidation;
  log.info(`Waiting for the invalidation ${id} of ${distributionId}.`);
  const patient = patience(`The invalidation ${id} of ${distributionId}`, context);
  const heartbeat = everyMinute(context, (seconds) => `The invalidation ${id} is in progress after ${seconds} s.`);
  for (let attempt = 0; ; attempt++) {
    const status = await patient.read(() => reader.invalidationStatus(distributionId, id, signal));
    if (status === 'Completed') return { ...invalidation, status };
    heartbeat();
    await clock.sleep(pauseMilliseconds(attempt), signal);
  }
}
