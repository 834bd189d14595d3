import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import type { SeenPreview } from './observe.ts';

/** An object to delete, only while it is the one that was listed. */
export interface DeleteObject extends Change {
  readonly kind: 'delete';
  readonly pull: number;
  readonly key: string;
  readonly etag: string;
}

/** Preview by preview, as many objects as one run may delete: the next run goes on with the rest. */
export function plan(
  { bucket, prefix, maxDelete }: Pick<Inputs, 'bucket' | 'prefix' | 'maxDelete'>,
  previews: readonly SeenPreview[],
): Plan<DeleteObject> {
  const changes = previews
    .filter(({ state }) => state === 'closed')
    .flatMap(({ pull, objects }) =>
      objects.map(({ key, etag }) => ({
        ...({ kind: 'delete', resource: `s3://${bucket}/${key}`, pull, key, etag } as const),
        irreversible: 'the object is gone',
      })),
    );
  return { action: 'sweep-previews', target: `s3://${bucket}/${prefix}`, changes: changes.slice(0, maxDelete) };
}

/** Numbers of the pull requests of whose preview nothing is left once these objects are deleted. */
export function wholePreviews(changes: readonly DeleteObject[], previews: readonly SeenPreview[]): readonly number[] {
  const planned = Map.groupBy(changes, ({ pull }) => pull);
  return previews.filter(({ pull, objects }) => planned.get(pull)?.length === objects.length).map(({ pull }) => pull);
}
