import { join } from 'node:path';
import { databaseUrl } from '../../domain/database-location.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { runShellCommand } from '../../lifecycle/shell-command.ts';
import type { DatabaseAccess } from '../../sql/access.ts';

/** Runs a shell command with DB_URL in its environment, never on a command line; throws when it fails. */
export async function runCommand(
  command: string,
  access: DatabaseAccess,
  { databases, files, processes }: Pick<Ports, 'databases' | 'files' | 'processes'>,
  { log, run, signal }: Pick<Context, 'log' | 'run' | 'signal'>,
): Promise<void> {
  const url = databaseUrl({ ...access, password: await access.password() });
  log.mask(url);
  const authorities = await databases.reader.authorities(access);
  const bundle = authorities && join(run.temporary, 'seed-rds-authorities.pem');
  if (bundle) await files.writer.write(bundle, authorities);
  const environment = { DB_URL: url, ...(bundle ? verifying(bundle) : {}) };
  const exitCode = await runShellCommand({ text: command, directory: run.workspace, environment }, processes.reader, {
    signal,
    log,
  });
  if (exitCode !== 0) throw commandFailed(command, exitCode);
}

/** Makes the usual tools verify the server: those on libpq, those on Node, and others through DB_CA_BUNDLE. */
function verifying(bundle: string): Readonly<Record<string, string>> {
  return { DB_CA_BUNDLE: bundle, PGSSLMODE: 'verify-full', PGSSLROOTCERT: bundle, NODE_EXTRA_CA_CERTS: bundle };
}

function commandFailed(command: string, exitCode: number): UserError {
  return new UserError({
    what: `The command failed with exit code ${exitCode}: ${command}`,
    why: 'Its output is in the log above.',
    next: 'Check with the tool which changes it made before it failed. The lock has been released.',
  });
}
