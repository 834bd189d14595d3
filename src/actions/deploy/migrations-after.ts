import { compareVersions, parseSqlFileName, type SqlFileName } from '../../domain/sql/sql-file.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Observation as DatabaseObservation } from '../seed-rds/observe.ts';
import type { ConfiguredStage } from './configuration.ts';
import { lookingContext } from './stage-context.ts';
import type { StageInputs } from './stage-inputs.ts';
import type { StageReaders } from './stages.ts';

/** The migrations that a release which is gone back to does not know, and that stay in the database. */
export interface MigrationsAfter {
  readonly last: SqlFileName;
  /** Undefined where the database could not be read. */
  readonly files: readonly string[] | undefined;
}

/** Asks the database's ledger, which is only read; where that is not possible, the release is gone back to all the same. */
export async function migrationsAfter(
  last: SqlFileName | undefined,
  database: ConfiguredStage | undefined,
  inputsOf: StageInputs,
  readers: StageReaders,
  context: Context,
): Promise<MigrationsAfter | undefined> {
  if (last === undefined) return undefined;
  if (!database) return { last, files: undefined };
  try {
    const around = lookingContext(database, context);
    const seen = await database.action.observe(await inputsOf(database, {}), readers, around);
    const { ledger } = seen as DatabaseObservation;
    const known = ledger.flatMap(({ kind, file }) => {
      const name = parseSqlFileName(file);
      return kind === 'migration' && name.ok ? [name.value] : [];
    });
    const after = known.filter(({ version }) => compareVersions(version, last.version) > 0);
    const files = after.toSorted((a, b) => compareVersions(a.version, b.version)).map(({ file }) => file);
    return { last, files };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof UserError)) throw error;
    context.log.warning(`Which migrations stay in the database could not be read: ${messageOf(error)}`);
    return { last, files: undefined };
  }
}
