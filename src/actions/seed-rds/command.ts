import { join } from 'node:path';
import { databaseUrl } from '../../domain/database-location.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
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
  log.info(`$ ${command}`);
  const { exitCode } = await processes.reader(
    {
      program: 'bash',
      arguments: ['-eo', 'pipefail', '-c', command],
      directory: run.workspace,
      environment: { DB_URL: url, ...(bundle ? verifying(bundle) : {}) },
      // Behind a mark, so that nothing the tool prints is taken for a command to the runner.
      onLine: (line) => log.info(`| ${line}`),
    },
    signal,
  );
  if (exitCode !== 0) throw commandFailed(command, exitCode);
}

/** Makes the usual tools verify the server: libpq and its kin, Node, and any other that reads DB_CA_BUNDLE. */
function verifying(bundle: string): Readonly<Record<string, string>> {
  return { DB_CA_BUNDLE: bundle, PGSSLMODE: 'verify-full', PGSSLROOTCERT: bundle, NODE_EXTRA_CA_CERTS: bundle };
}

function commandFailed(command: string, exitCode: number): UserError {
  return new UserError({
    what: `The command failed with exit code ${exitCode}: ${command}`,
    why: 'Its output stands in the log above.',
    next: 'What it had done to the database by then is for the tool to tell; the lock has been given back.',
  });
}
