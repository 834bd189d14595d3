import type { DatabaseInstance } from '../../aws/rds.ts';
import { type DatabaseLocation, type ParsedLocation, parseDatabaseUrl } from '../../domain/database-location.ts';
import { parseDatabaseSecret, secretValues } from '../../domain/database-secret.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { EnvironmentVariable } from '../../machine/environment.ts';
import type { Inputs } from './contract.ts';

/** The database as the sources that the inputs name describe it. */
export interface Located {
  /** From the secret or the URL. */
  readonly location: DatabaseLocation;
  readonly instance: DatabaseInstance | undefined;
}

/** Reads the secret or the URL, and the instance where one is named; everything secret is masked before it is parsed. */
export async function locate(
  inputs: Inputs,
  ports: Pick<ReadPorts, 'environment' | 'rds' | 'secrets'>,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
): Promise<Located> {
  const instance = inputs.dbInstance ? await ports.rds.instance(inputs.dbInstance, signal) : undefined;
  if (instance) demandRunning(instance, inputs.iamAuth);
  if (inputs.urlEnv) return { location: fromVariable(inputs.urlEnv, ports.environment, log), instance };
  const secret = inputs.secret ?? (inputs.iamAuth ? undefined : instance?.masterSecretArn);
  if (secret === undefined) return { location: {}, instance };
  const text = await ports.secrets.secretText(secret, signal);
  for (const value of secretValues(text)) log.mask(value);
  return { location: accepted(parseDatabaseSecret(text, inputs.secretKey), `The secret ${secret}`), instance };
}

function fromVariable(name: string, environment: EnvironmentVariable, log: Log): DatabaseLocation {
  const text = environment(name);
  if (!text)
    throw new UserError({
      what: `The environment variable ${name} is not set; nothing was changed.`,
      next: `Set it for this step: env: { ${name}: \${{ secrets.${name} }} }, or correct url-env.`,
    });
  for (const value of secretValues(text)) log.mask(value);
  return accepted(parseDatabaseUrl(text), `The environment variable ${name}`);
}

function accepted(parsed: ParsedLocation, source: string): DatabaseLocation {
  if (parsed.ok) return parsed.value;
  throw new UserError({
    what: `${source} does not describe a database; nothing was changed.`,
    why: `It cannot be used: ${parsed.reason}.`,
    next: 'Correct it. Its content is never shown.',
  });
}

function demandRunning({ identifier, status, endpoint, iamAuthentication }: DatabaseInstance, iamAuth: boolean): void {
  if (/^(stopped|stopping|deleting|failed)$/.test(status) || !endpoint)
    throw new UserError({
      what: `The RDS instance ${identifier} cannot be connected to; nothing was changed.`,
      why: `It is ${status}.`,
      next: `Wait until it is available, or start it: aws rds start-db-instance --db-instance-identifier ${identifier}`,
    });
  if (iamAuth && !iamAuthentication)
    throw new UserError({
      what: `The RDS instance ${identifier} does not accept IAM tokens; nothing was changed.`,
      why: 'IAM database authentication is switched off.',
      next: `Switch it on (aws rds modify-db-instance --db-instance-identifier ${identifier} --enable-iam-database-authentication), or leave iam-auth out.`,
    });
}
