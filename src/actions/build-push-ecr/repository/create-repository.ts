import type { EcrReader, EcrWriter, Repository } from '../../../aws/ecr.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../action.ts';
import type { Inputs } from '../contract.ts';
import type { Observation } from '../observe.ts';
import { lifecyclePolicy } from './lifecycle-policy.ts';

/** Makes the repository, unless the push itself does. One that somebody else has made in the meantime is taken as it is. */
export async function createRepository(
  { id, template }: Observation,
  { kmsKey }: Inputs,
  ecr: EcrReader & EcrWriter,
  { signal, log }: Context,
): Promise<Pick<Repository, 'uri'>> {
  if (template) {
    log.info(`The push creates ${id.name}, by the creation template for ${template.prefix}.`);
    return { uri: await ecr.uri(id, signal) };
  }
  const created = await ecr.createRepository(id, { kmsKey }, signal);
  if (created === 'exists') {
    log.warning(
      `Somebody else has created the repository ${id.name} in the meantime; its settings are left as they are.`,
    );
    return (await ecr.repository(id, signal)) ?? vanished(id.name);
  }
  log.info(`Created the repository ${created.uri}.`);
  await ecr.putLifecyclePolicy(id, lifecyclePolicy, signal);
  return created;
}

function vanished(name: string): never {
  throw new UserError({
    what: `The repository ${name} was created and deleted again by somebody else.`,
    next: 'Run the job again.',
  });
}
