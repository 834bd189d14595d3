import type { RdsReader } from '../../aws/rds.ts';
import { defaultPort, engineNamed } from '../../domain/sql/engine.ts';
import { UserError } from '../../errors.ts';
import type { DatabaseAccess } from '../../sql/access.ts';
import type { Inputs } from './contract.ts';
import type { Located } from './locate.ts';

type Named = Pick<Inputs, 'engine' | 'database' | 'username' | 'iamAuth' | 'secret' | 'urlEnv' | 'dbInstance'>;

/** The inputs come first, then the secret or URL, then the instance; throws a UserError that names the missing parts. */
export function databaseAccess(
  inputs: Named,
  { location, instance }: Located,
  authorities: string | undefined,
  connectToken: RdsReader['connectToken'],
): DatabaseAccess {
  const engine = inputs.engine ?? location.engine ?? (instance && engineNamed(instance.engine));
  const host = location.host ?? instance?.endpoint?.host;
  const database = inputs.database ?? location.database ?? instance?.database;
  const username = inputs.username ?? location.username;
  const { password } = location;
  const credential = inputs.iamAuth ? 'iam-token' : password;
  if (!engine || !host || !database || !username || credential === undefined)
    throw incomplete(inputs, { engine, host, database, username, password: credential });
  const port = location.port ?? (location.host ? undefined : instance?.endpoint?.port) ?? defaultPort(engine);
  return {
    engine,
    host,
    port,
    database,
    username,
    authentication: inputs.iamAuth ? 'iam-token' : 'password',
    authorities,
    options: location.options,
    scheme: location.scheme,
    parameters: location.parameters,
    password: async () => (inputs.iamAuth ? connectToken({ host, port, username }) : (password ?? '')),
  };
}

const remedies: Readonly<Record<string, string>> = {
  engine: 'the engine (give `engine`)',
  host: 'the host (give db-instance, or a secret with host)',
  database: 'the name of the database (give `database`)',
  username: 'the user (give `username`)',
  password: 'the password (give a secret with it, or iam-auth)',
};

function incomplete(
  { secret, urlEnv, dbInstance }: Named,
  parts: Readonly<Record<string, string | undefined>>,
): UserError {
  const sources = [secret && `the secret ${secret}`, urlEnv && `the variable ${urlEnv}`, dbInstance];
  const missing = Object.entries(parts).flatMap(([name, value]) => (value ? [] : [remedies[name] ?? name]));
  return new UserError({
    what: 'The database cannot be opened; nothing was changed.',
    why: `Missing in ${sources.filter((source) => source).join(' and ')}: ${missing.join(', ')}.`,
    next: 'Give the missing parts.',
  });
}
