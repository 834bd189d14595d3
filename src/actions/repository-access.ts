import { UserError } from '../errors.ts';
import type { RepositoryAccess } from '../github/repository-api.ts';
import type { Context } from '../lifecycle/context.ts';

/** The repository of the run and the token of the input, which is masked in the log. */
export function repositoryAccess(
  { githubToken: token }: { readonly githubToken: string },
  { run, log }: Pick<Context, 'run' | 'log'>,
): RepositoryAccess {
  log.mask(token);
  if (/^[\w.-]+\/[\w.-]+$/.test(run.repository)) return { repository: run.repository, token };
  throw new UserError({
    what: 'The repository is not known.',
    why: 'The variable GITHUB_REPOSITORY is not set. Every job of a workflow has it.',
    next: 'Run this action in a job of a workflow.',
  });
}
