import type { S3Writer } from '../../aws/s3.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { PullReader } from '../../github/pulls.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { DeleteObject } from './plan.ts';

export interface Outcome {
  readonly removed: readonly number[];
  /** Of pull requests that are open again, or whose objects were written again meanwhile. */
  readonly revived: readonly number[];
  readonly deleted: number;
  /** Why the rest was left. */
  readonly failure?: UserError;
}

const objectsPerRequest = 1_000;

/** Preview by preview. Each pull request is asked for once more first, as it may have been reopened. */
export async function apply(
  changes: readonly DeleteObject[],
  bucket: string,
  s3: S3Writer,
  repository: PullReader,
  { signal, log }: Context,
): Promise<Outcome> {
  const [removed, revived]: [number[], number[]] = [[], []];
  let deleted = 0;
  try {
    for (const [pull, objects] of Map.groupBy(changes, (change) => change.pull)) {
      const isOpen = (await repository.pull(pull))?.isOpen ?? true;
      const gone = isOpen ? 0 : await remove(objects);
      deleted += gone;
      log.info(isOpen ? `#${pull} is open again.` : `#${pull}: ${gone} of ${objects.length} objects deleted.`);
      (gone === objects.length ? removed : revived).push(pull);
    }
  } catch (error) {
    const failure = causeOf(error, signal);
    if (!(failure instanceof UserError) || deleted === 0) throw failure;
    return { removed, revived, deleted, failure };
  }
  return { removed, revived, deleted };

  async function remove(objects: readonly DeleteObject[]): Promise<number> {
    let count = 0;
    for (let at = 0; at < objects.length; at += objectsPerRequest)
      count += (await s3.deleteObjects(bucket, objects.slice(at, at + objectsPerRequest), signal)).length;
    return count;
  }
}
