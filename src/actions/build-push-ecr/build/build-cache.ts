import type { RepositoryId } from '../../../aws/ecr.ts';
import type { BuildCache } from '../../../container/build/image-builder.ts';
import { mayMove } from '../../../domain/tag-mutability.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../action.ts';
import type { Inputs } from '../contract.ts';
import type { ObserveReaders } from '../readers.ts';

/** Finds the place of the build cache, or says why it cannot be used. */
export async function readCache(
  { cache, cacheRepository }: Pick<Inputs, 'cache' | 'cacheRepository'>,
  id: RepositoryId,
  { ecr, imageBuilder }: Pick<ObserveReaders, 'ecr' | 'imageBuilder'>,
  { signal }: Pick<Context, 'signal'>,
): Promise<BuildCache> {
  switch (cache) {
    case 'none':
      return { kind: 'none' };
    case 'gha':
      return runnerCache(id.name, imageBuilder);
    case 'registry': {
      const name = cacheRepository ?? `${id.name}-cache`;
      const repository = await ecr.repository({ ...id, name }, signal);
      if (!repository) throw missing(name);
      if (!mayMove('cache', repository.mutability)) throw immutable(name);
      return { kind: 'registry', repository: repository.uri };
    }
  }
}

/** GitHub's cache, which only the runner of a workflow gives access to. */
export function runnerCache(
  scope: string,
  { unsetVariables }: Pick<ObserveReaders['imageBuilder'], 'unsetVariables'>,
): BuildCache {
  demandRunner(unsetVariables(['ACTIONS_RUNTIME_TOKEN']));
  return { kind: 'gha', scope };
}

function demandRunner(unset: readonly string[]): void {
  if (unset.length === 0) return;
  throw new UserError({
    what: "GitHub's cache cannot be reached from here; nothing was built.",
    why: `${unset.join(', ')} is not set: only the runner of a workflow sets it.`,
    next: 'Use cache: gha in a workflow only, or cache: registry.',
  });
}

function missing(name: string): UserError {
  return new UserError({
    what: `There is no repository ${name} for the build cache; nothing was built.`,
    why: 'A cache in the repository of the image itself would use up what its lifecycle policy keeps, and its tags have to move.',
    next: 'Create it, with mutable tags and a lifecycle policy that expires untagged images; or name another one in cache-repository.',
  });
}

function immutable(name: string): UserError {
  return new UserError({
    what: `The repository ${name} cannot hold the build cache; nothing was built.`,
    why: 'Its tags are immutable, and every build moves the tag `cache`.',
    next: 'Make its tags mutable, or exclude `cache` from immutability.',
  });
}
