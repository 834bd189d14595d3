import type { Repository, RepositoryId, RepositorySettings } from '../../../aws/ecr.ts';
import { repositoryText } from '../../../domain/image-reference.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import type { Inputs } from '../contract.ts';
import type { Observation } from '../observe.ts';
import { cacheLifecyclePolicy, lifecyclePolicy } from './lifecycle-policy.ts';

/** Creates the repository of the image, unless the push itself does. */
export async function createRepository(
  { id, template }: Pick<Observation, 'id' | 'template'>,
  { kmsKey }: Pick<Inputs, 'kmsKey'>,
  ports: Pick<Ports, 'ecr'>,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'address'>> {
  if (!template) return create({ id, mutability: 'IMMUTABLE', kmsKey, policy: lifecyclePolicy }, ports, context);
  context.log.info(`The push creates ${id.name}, by the creation template for ${template.prefix}.`);
  return { address: await ports.ecr.reader.address(id, context.signal) };
}

/** Creates the repository of a build cache, whose tags move with every build. */
export async function createCacheRepository(
  id: RepositoryId,
  { kmsKey }: Pick<Inputs, 'kmsKey'>,
  ports: Pick<Ports, 'ecr'>,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'address'>> {
  return create({ id, mutability: 'MUTABLE', kmsKey, policy: cacheLifecyclePolicy }, ports, context);
}

interface NewRepository extends RepositorySettings {
  readonly id: RepositoryId;
  /** The text of its lifecycle policy. */
  readonly policy: string;
}

/** A repository that another run has created in the meantime is taken as it is. */
async function create(
  { id, policy, ...settings }: NewRepository,
  { ecr }: Pick<Ports, 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'address'>> {
  const created = await ecr.writer.createRepository(id, settings, signal);
  if (created === 'exists') {
    log.warning(`Another run created the repository ${id.name} in the meantime; its settings were left unchanged.`);
    return (await ecr.reader.repository(id, signal)) ?? vanished(id.name);
  }
  log.info(`Created the repository ${repositoryText(created.address)}.`);
  await ecr.writer.putLifecyclePolicy(id, policy, signal);
  return created;
}

function vanished(name: string): never {
  throw new UserError({
    what: `The repository ${name} was created and deleted again by another run.`,
    next: 'Run the job again.',
  });
}
