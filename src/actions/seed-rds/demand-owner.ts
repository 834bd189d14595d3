import { type Owner, ownerTable } from '../../domain/sql/owner.ts';
import { UserError } from '../../errors.ts';
import type { Migrator } from '../../sql/migrator.ts';
import type { Inputs } from './contract.ts';

type Claim = Pick<Inputs, 'environment' | 'claimEnvironment'>;

/** Throws where the database says that it belongs to another environment than this run. */
export function demandOwner(
  { environment, claimEnvironment }: Claim,
  owner: Owner | undefined,
  database: string,
): void {
  if (!owner || !environment || owner.environment === environment || claimEnvironment) return;
  throw new UserError({
    what: `The database ${database} belongs to the environment ${owner.environment}, and this run is of ${environment}; nothing was changed.`,
    why: `Its table ${ownerTable} says so. It was written by ${owner.runUrl || 'a run that is not known'}.`,
    next: `Correct the secret, the URL or db-instance of ${environment}. If the database is a copy that is meant for ${environment}, run once with \`claim-environment: true\`.`,
  });
}

/** Under the lock: looks again whose the database is, and writes down that it is this environment's where nothing says so. */
export async function claim(
  inputs: Claim,
  migrator: Pick<Migrator, 'owner' | 'writeOwner'>,
  database: string,
): Promise<void> {
  const { environment } = inputs;
  if (!environment) return;
  const owner = await migrator.owner();
  demandOwner(inputs, owner, database);
  if (owner?.environment !== environment) await migrator.writeOwner(environment);
}
