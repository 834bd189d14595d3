import { causeOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import { type DeleteObject, wholePreviews } from './plan.ts';
import type { SweepStep } from './step.ts';

export interface Outcome {
  readonly removed: readonly number[];
  /** Of pull requests that are open again, or whose objects were written again meanwhile. */
  readonly revived: readonly number[];
  readonly deleted: number;
  /** Why the rest was left. */
  readonly failure?: UserError;
}

/** Preview by preview. Each pull request is asked for once more first, as it may have been reopened. */
export async function apply(
  { inputs, observation, plan: { changes } }: SweepStep,
  { s3, gitHub }: Pick<Ports, 's3' | 'gitHub'>,
  context: Context,
): Promise<Outcome> {
  const { signal, log } = context;
  const repository = gitHub.reader.repository(repositoryAccess(inputs, context), signal);
  const bucket = s3.writer.bucket(inputs.bucket, signal);
  const [removed, revived]: [number[], number[]] = [[], []];
  const whole = wholePreviews(changes, observation);
  let deleted = 0;
  try {
    for (const [pull, objects] of Map.groupBy(changes, (change) => change.pull)) {
      const isOpen = (await repository.pull(pull))?.isOpen ?? true;
      const gone = isOpen ? 0 : await remove(objects);
      log.info(isOpen ? `#${pull} is open again.` : `#${pull}: ${gone} of ${objects.length} objects deleted.`);
      if (gone < objects.length) revived.push(pull);
      else if (whole.includes(pull)) removed.push(pull);
    }
  } catch (error) {
    const failure = causeOf(error, signal);
    if (!(failure instanceof UserError) || deleted === 0) throw failure;
    return { removed, revived, deleted, failure };
  }
  return { removed, revived, deleted };

  async function remove(objects: readonly DeleteObject[]): Promise<number> {
    const before = deleted;
    for await (const keys of bucket.deleteObjects(objects)) deleted += keys.length;
    return deleted - before;
  }
}
