import { UserError } from '../errors.ts';
import type { RepositoryAccess } from '../github/repository.ts';
import type { Context } from '../lifecycle/context.ts';

/** The repository of the run, asked with the token of the input, which from here on no log shows. */
export function repositoryAccess(
  { githubToken: token }: { readonly githubToken: string },
  { run, log }: Pick<Context, 'run' | 'log'>,
): RepositoryAccess {
  log.mask(token);
  if (/^[\w.-]+\/[\w.-]+$/.test(run.repository)) return { repository: run.repository, token };
  throw new UserError({
    what: 'It is not known which repository this is for.',
    why: 'The variable GITHUB_REPOSITORY is not set, as it is in every job of a workflow.',
    next: 'Run this action in a job of a workflow.',
  });
}
