import type { Release } from '../../domain/release.ts';
import type { Run } from '../../github/run.ts';

/**
 * Whether what serves was released by a run that began after this one. Who chose an older release knew what served then,
 * not what serves now. GitHub's ids of runs grow.
 */
export function isOvertaken(serving: Release, { attempt }: Pick<Run, 'attempt'>): boolean {
  const later = Number(/\/actions\/runs\/(\d+)\//.exec(serving.run ?? '')?.[1]);
  return later > Number(attempt.split('-')[0]);
}
