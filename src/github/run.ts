/** The workflow run that this step belongs to. */
export interface Run {
  /** "owner/name" */
  readonly repository: string;
  /** The commit that the workflow runs for, 40 hex digits; empty outside a run. */
  readonly commit: string;
  /** Web address of the run. */
  readonly url: string;
  /** Run id and attempt: differs whenever the step runs again. */
  readonly attempt: string;
  readonly actor: string;
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
  /** Folder for files that end with the job. */
  readonly temporary: string;
}

/** Source: https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function currentRun(environment: NodeJS.ProcessEnv): Run {
  const value = (name: string) => environment[name] ?? '';
  const repository = value('GITHUB_REPOSITORY');
  return {
    repository,
    commit: value('GITHUB_SHA'),
    url: `${value('GITHUB_SERVER_URL') || 'https://github.com'}/${repository}/actions/runs/${value('GITHUB_RUN_ID')}`,
    attempt: `${value('GITHUB_RUN_ID')}-${value('GITHUB_RUN_ATTEMPT')}`,
    actor: value('GITHUB_ACTOR'),
    workspace: value('GITHUB_WORKSPACE') || process.cwd(),
    temporary: value('RUNNER_TEMP') || '/tmp',
  };
}
