import type { RdsReader } from '../../aws/rds.ts';
import { engineNamed, usualPort } from '../../domain/sql/engine.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { DatabaseAccess } from '../../sql/access.ts';
import type { Inputs } from './contract.ts';
import type { Located } from './locate.ts';

type Named = Pick<Inputs, 'engine' | 'database' | 'username' | 'iamAuth' | 'secret' | 'urlEnv' | 'dbInstance'>;

/** Puts together what the inputs, the secret or URL, and the instance tell, in this order; throws what none of them tells. */
export function databaseAccess(
  inputs: Named,
  { told, instance }: Located,
  authorities: string | undefined,
  tokens: RdsReader,
  log: Log,
): DatabaseAccess {
  const engine = inputs.engine ?? told.engine ?? (instance && engineNamed(instance.engine));
  const host = told.host ?? instance?.endpoint?.host;
  const database = inputs.database ?? told.database ?? instance?.database;
  const username = inputs.username ?? told.username;
  const { password } = told;
  const entry = inputs.iamAuth ? 'iam-token' : password;
  if (!engine || !host || !database || !username || entry === undefined)
    throw incomplete(inputs, { engine, host, database, username, password: entry });
  const port = told.port ?? (told.host ? undefined : instance?.endpoint?.port) ?? usualPort(engine);
  return {
    engine,
    host,
    port,
    database,
    username,
    authentication: inputs.iamAuth ? 'iam-token' : 'password',
    authorities,
    options: told.options,
    async password() {
      if (!inputs.iamAuth) return password ?? '';
      const token = await tokens.connectToken({ host, port, username });
      log.mask(token);
      return token;
    },
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
    what: 'The database cannot be entered; nothing was changed.',
    why: `Not told by ${sources.filter((source) => source).join(' or ')}: ${missing.join(', ')}.`,
    next: 'Give what is missing.',
  });
}
