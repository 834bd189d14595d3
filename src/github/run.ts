import { UserError } from '../errors.ts';

/** The workflow run that this step belongs to. */
export interface Run {
  /** "owner/name" */
  readonly repository: string;
  /** The released commit, 40 hex digits: RELEASE_COMMIT, or else the commit of the run; empty outside a run. */
  readonly commit: string;
  /** The commit of the run itself, whatever it releases; empty outside a run. */
  readonly head: string;
  /** "refs/heads/main" */
  readonly ref: string;
  /** Repository of the action that runs, "owner/name"; empty for one in the workspace. */
  readonly actionRepository: string;
  /** Web address of the run. */
  readonly url: string;
  /** Run id and attempt: unique for each run of the step. */
  readonly attempt: string;
  readonly actor: string;
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
  /** Folder for files that are deleted after the job. */
  readonly temporary: string;
}

/** Source: https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function currentRun(environment: NodeJS.ProcessEnv): Run {
  const value = (name: string) => environment[name] ?? '';
  const repository = value('GITHUB_REPOSITORY');
  return {
    repository,
    commit: releasedCommit(value('RELEASE_COMMIT')) ?? value('GITHUB_SHA'),
    head: value('GITHUB_SHA'),
    ref: value('GITHUB_REF'),
    actionRepository: value('GITHUB_ACTION_REPOSITORY'),
    url: `${value('GITHUB_SERVER_URL') || 'https://github.com'}/${repository}/actions/runs/${value('GITHUB_RUN_ID')}`,
    attempt: `${value('GITHUB_RUN_ID')}-${value('GITHUB_RUN_ATTEMPT')}`,
    actor: value('GITHUB_ACTOR'),
    workspace: value('GITHUB_WORKSPACE') || process.cwd(),
    temporary: value('RUNNER_TEMP') || '/tmp',
  };
}

/** A promotion or a rollback releases another commit than that of its run. */
function releasedCommit(given: string): string | undefined {
  if (given === '') return undefined;
  if (/^[0-9a-f]{40}$/.test(given)) return given;
  throw new UserError({
    what: `The variable RELEASE_COMMIT is "${given.slice(0, 80)}", which is no commit; nothing was changed.`,
    next: 'Set it to the 40 hex digits of the released commit, or leave it out to release the commit of the run.',
  });
}
