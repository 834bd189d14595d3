import type { Change } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';

/** `resource` is the instance. */
export type SnapshotChange = Change & { readonly kind: 'snapshot' };

/** The snapshot, where there is something to do after it and it is asked for; throws where none can be made. */
export function snapshotBefore(
  work: readonly Change[],
  { snapshot }: Pick<Inputs, 'snapshot'>,
  instance: { readonly identifier: string; readonly cluster: string | undefined } | undefined,
): readonly SnapshotChange[] {
  if (snapshot === 'never' || work.length === 0) return [];
  if (!instance || instance.cluster !== undefined) throw noSnapshot(instance?.cluster);
  return [{ kind: 'snapshot', resource: instance.identifier }];
}

function noSnapshot(cluster: string | undefined): UserError {
  return new UserError({
    what: 'No snapshot can be created before the change; nothing was changed.',
    why: cluster
      ? `The instance belongs to the cluster ${cluster}, and snapshots of clusters are not supported.`
      : 'No instance is known: neither db-instance nor a dbInstanceIdentifier in the secret.',
    next: cluster
      ? 'Use snapshot: never, and back up the cluster in another way.'
      : 'Give db-instance, or use snapshot: never.',
  });
}
