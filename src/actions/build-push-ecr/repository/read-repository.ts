import type { CreationTemplate, EcrReader, Repository, RepositoryId } from '../../../aws/ecr.ts';
import { repositoryText } from '../../../domain/image-reference.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Inputs } from '../contract.ts';
import { type Drift, driftOf } from './drift.ts';
import { givenUris } from './given-tags.ts';

/** The existing repository, or how it will be created. */
export type RepositoryState =
  | { readonly kind: 'there'; readonly repository: Repository; readonly drift: readonly Drift[] }
  | { readonly kind: 'created by push'; readonly template: CreationTemplate }
  | { readonly kind: 'to be created' };

/** Reads the repository; throws a UserError when it is missing and not to be created, or another one than the URI says. */
export async function readRepository(
  id: RepositoryId,
  inputs: Inputs,
  ecr: EcrReader,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RepositoryState> {
  const repository = await ecr.repository(id, signal);
  if (!repository) return missing(id, inputs, ecr, signal);
  demandUri(repository, inputs);
  if (!inputs.createRepository) return { kind: 'there', repository, drift: [] };
  const drift = driftOf(repository, await ecr.lifecyclePolicy(id, signal), inputs);
  for (const { setting, is, why } of drift)
    log.warning(`${setting} of ${id.name}: ${is}; ${why}. An existing repository is never changed.`);
  return { kind: 'there', repository, drift };
}

/** Templates are those of the caller's own registry: of another account's none can be read. */
async function missing(
  id: RepositoryId,
  { createRepository }: Inputs,
  ecr: EcrReader,
  signal: AbortSignal,
): Promise<RepositoryState> {
  const template = id.accountId === undefined ? await ecr.creationTemplate(id.name, signal) : undefined;
  if (typeof template === 'object') return { kind: 'created by push', template };
  if (createRepository) return { kind: 'to be created' };
  throw new UserError({
    what: `There is no repository ${id.name} in this registry; nothing was changed.`,
    why:
      template === 'unknown'
        ? 'The creation templates, by which a push could create it, could not be read (ecr:DescribeRepositoryCreationTemplates).'
        : undefined,
    next: 'Check its name, the region and registry-account-id; or give create-repository: true.',
  });
}

function demandUri(found: Repository, inputs: Inputs): void {
  const actual = repositoryText(found.address);
  const given = givenUris(inputs).find((uri) => uri !== actual);
  if (given === undefined) return;
  throw new UserError({
    what: `The repository ${given} belongs to another account or region; nothing was changed.`,
    why: `Here, ${found.name} is ${actual}.`,
    next: 'Check the role and the region of this job, or give registry-account-id.',
  });
}
