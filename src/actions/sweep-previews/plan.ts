import type { Change, Plan } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { SeenPreview } from './observe.ts';

/** An object to delete, only while it is the one that was listed. */
export interface DeleteObject extends Change {
  readonly kind: 'delete';
  readonly pull: number;
  readonly key: string;
  readonly etag: string;
}

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
  if (changes.length > maxDelete) throw tooMuch(changes.length, maxDelete, `s3://${bucket}/${prefix}`);
  return { action: 'sweep-previews', target: `s3://${bucket}/${prefix}`, changes };
}

function tooMuch(count: number, max: number, where: string): UserError {
  return new UserError({
    what: `In ${where}, ${count} objects of closed pull requests would be deleted, and max-delete is ${max}; nothing was deleted.`,
    next: 'Look at the plan with dry-run: true and a higher max-delete; if it is right, keep that value for one run.',
  });
}
