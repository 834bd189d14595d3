import type { EcrReader, EcrWriter, Repository, RepositoryId } from '../../../aws/ecr.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Inputs } from '../contract.ts';
import type { Observation } from '../observe.ts';
import { cacheLifecyclePolicy, lifecyclePolicy } from './lifecycle-policy.ts';

type Ecr = EcrReader & EcrWriter;

/** Makes the repository of the image, unless the push itself does. */
export async function createRepository(
  { id, template }: Pick<Observation, 'id' | 'template'>,
  inputs: Pick<Inputs, 'kmsKey'>,
  ecr: Ecr,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'uri'>> {
  if (!template) return create(id, 'IMMUTABLE', lifecyclePolicy, inputs, ecr, context);
  context.log.info(`The push creates ${id.name}, by the creation template for ${template.prefix}.`);
  return { uri: await ecr.uri(id, context.signal) };
}

/** Makes the repository of a build cache, whose tags move with every build. */
export async function createCacheRepository(
  id: RepositoryId,
  inputs: Pick<Inputs, 'kmsKey'>,
  ecr: Ecr,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'uri'>> {
  return create(id, 'MUTABLE', cacheLifecyclePolicy, inputs, ecr, context);
}

/** One that somebody else has made in the meantime is taken as it is. */
async function create(
  id: RepositoryId,
  mutability: 'MUTABLE' | 'IMMUTABLE',
  policy: string,
  { kmsKey }: Pick<Inputs, 'kmsKey'>,
  ecr: Ecr,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Pick<Repository, 'uri'>> {
  const created = await ecr.createRepository(id, { kmsKey, mutability }, signal);
  if (created === 'exists') {
    log.warning(
      `Somebody else has created the repository ${id.name} in the meantime; its settings are left as they are.`,
    );
    return (await ecr.repository(id, signal)) ?? vanished(id.name);
  }
  log.info(`Created the repository ${created.uri}.`);
  await ecr.putLifecyclePolicy(id, policy, signal);
  return created;
}

function vanished(name: string): never {
  throw new UserError({
    what: `The repository ${name} was created and deleted again by somebody else.`,
    next: 'Run the job again.',
  });
}
