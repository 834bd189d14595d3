import { UserError } from '../errors.ts';
import type { RunProcess } from '../machine/process.ts';
import type { Context } from './context.ts';

/** A command that the user has written, for bash. */
export interface ShellCommand {
  readonly text: string;
  readonly directory: string;
  /** Added to the step's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Leaves the job's credentials out of its environment. That hides them from nobody who looks into the process of the step. */
  readonly withoutCredentials?: boolean;
  /** What is shown of a line [all]. The log hides masked values by itself. */
  readonly shown?: (line: string) => string;
}

/**
 * Runs it to its exit code, as GitHub runs `run:` with `shell: bash`: the first command that fails ends it, also within a pipe. Its output is
 * in the log, with a prefix, so that the runner takes no line for a workflow command.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runShellCommand(
  { text, shown = (line) => line, ...command }: ShellCommand,
  run: RunProcess,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<number> {
  const onLine = (line: string) => log.info(`| ${shown(line)}`);
  log.info(`$ ${text}`);
  log.info('What it starts can read the credentials of this job.');
  const { exitCode } = await run({ ...command, program: 'bash', arguments: [...options, text], onLine }, signal);
  return exitCode;
}

const options = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'];

/** Ends the run while nothing is changed where a command that will be run later could not be. */
export async function demandShell(
  command: string | undefined,
  run: RunProcess,
  { signal }: Pick<Context, 'signal'>,
): Promise<void> {
  if (command === undefined) return;
  await run({ program: 'bash', arguments: ['--version'] }, signal).catch((error) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      {
        what: 'There is no bash on this runner, and a command of this step needs it; nothing was changed.',
        next: 'Install bash in an earlier step, or take a runner that has it.',
      },
      { cause: error },
    );
  });
}
