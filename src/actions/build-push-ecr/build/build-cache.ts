import type { RepositoryId } from '../../../aws/ecr.ts';
import type { BuildCache } from '../../../container/build/image-builder.ts';
import { mayMove } from '../../../domain/tag-mutability.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { Inputs } from '../contract.ts';

/** A build cache, or the repository that has to be created for it. */
export type PlannedCache = BuildCache | { readonly kind: 'to be created'; readonly id: RepositoryId };

/** Finds the build cache, or says why it cannot be used. */
export async function readCache(
  { cache, cacheRepository, createRepository }: Pick<Inputs, 'cache' | 'cacheRepository' | 'createRepository'>,
  id: RepositoryId,
  { ecr, imageBuilder }: Pick<ReadPorts, 'ecr' | 'imageBuilder'>,
  { signal }: Pick<Context, 'signal'>,
): Promise<PlannedCache> {
  switch (cache) {
    case 'none':
      return { kind: 'none' };
    case 'gha':
      return runnerCache(id.name, imageBuilder);
    case 'registry': {
      const name = cacheRepository ?? `${id.name}-cache`;
      const repository = await ecr.repository({ ...id, name }, signal);
      if (!repository && createRepository) return { kind: 'to be created', id: { ...id, name } };
      if (!repository) throw missing(name);
      if (!mayMove('cache', repository.mutability)) throw immutable(name);
      return { kind: 'registry', repository: repository.address };
    }
  }
}

/** GitHub's cache, which only the runner of a workflow gives access to. */
export function runnerCache(
  scope: string,
  { unsetVariables }: Pick<ReadPorts['imageBuilder'], 'unsetVariables'>,
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
    why: 'In the repository of the image, a cache would count towards the limits of its lifecycle policy, and its tags have to move.',
    next: 'Give create-repository: true, or name another repository in cache-repository; its tags have to be mutable.',
  });
}

function immutable(name: string): UserError {
  return new UserError({
    what: `The repository ${name} cannot hold the build cache; nothing was built.`,
    why: 'Its tags are immutable, and every build moves the tag `cache`.',
    next: 'Make its tags mutable, or exclude `cache` from immutability.',
  });
}
