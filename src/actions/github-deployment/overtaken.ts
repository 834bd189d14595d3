import type { Release } from '../../domain/release.ts';
import type { Run } from '../../github/run.ts';

/**
 * Whether a run that is run again would undo what a run that began after it has released meanwhile. Who chose an older
 * release knew what served then, not what serves now. GitHub's ids of runs grow.
 */
export function isOvertaken(serving: Release, { attempt }: Pick<Run, 'attempt'>): boolean {
  const [id, number] = attempt.split('-').map(Number);
  const later = Number(/\/actions\/runs\/(\d+)\//.exec(serving.run ?? '')?.[1]);
  return Number(number) > 1 && later > Number(id);
}
