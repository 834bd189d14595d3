import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { demandShell, runShellCommand } from '../../lifecycle/shell-command.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { Inputs } from './contract.ts';

type BuildInputs = Pick<Inputs, 'buildEnv' | 'runBuildCommand' | 'workingDirectory' | 'dryRun'>;

/** Runs the build-command, where that is allowed; a plan runs none. */
export async function build(
  command: string,
  { buildEnv, runBuildCommand, workingDirectory, dryRun }: BuildInputs,
  run: RunProcess,
  { signal, log, run: { workspace } }: Pick<Context, 'signal' | 'log' | 'run'>,
): Promise<'built' | 'not run'> {
  if (!runBuildCommand) throw notHere();
  if (dryRun) {
    log.info('A plan runs no command: the site is planned as it is, without running build-command.');
    return 'not run';
  }
  await demandShell(command, run, { signal });
  const environment = Object.fromEntries(buildEnv.map(({ name, value }) => [name, value]));
  const exitCode = await runShellCommand(
    { text: command, directory: join(workspace, workingDirectory), environment, withoutCredentials: true },
    run,
    { signal, log },
  );
  if (exitCode === 0) return 'built';
  throw new UserError({
    what: `The build-command failed with exit code ${exitCode}; nothing was uploaded.`,
    next: 'Its output stands above.',
  });
}

function notHere(): UserError {
  return new UserError({
    what: 'sync-spa-s3 has a build-command, and this job must not run one (run-build-command: false); nothing was changed.',
    why: 'A build runs what hundreds of packages bring along, and this job has the credentials of a role.',
    next: 'Take build-command out of the config file, and give the same command to the workflow as `site-command`: that runs in a job without a role.',
  });
}
