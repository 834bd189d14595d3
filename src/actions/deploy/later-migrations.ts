import type { ConfigSection } from '../../config/section.ts';
import { compareVersions, parseSqlFileName, type SqlFileName } from '../../domain/sql/sql-file.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { DatabaseState } from '../../sql/state.ts';
import type { StageReaders } from './stage.ts';
import { planningContext } from './stage-context.ts';
import type { StageInputs } from './stage-inputs.ts';
import { database } from './stages/database.ts';

type Ledger = DatabaseState['ledger'];

/** The migrations in the database that came after those of the release that is rolled back to. */
export interface LaterMigrations {
  /** The last migration of that release. */
  readonly last: SqlFileName;
  /** Undefined where the database could not be read. */
  readonly files: readonly string[] | undefined;
}

/** Finds them in the database's ledger, which is only read; a ledger that cannot be read does not stop the rollback. */
export async function laterMigrations(
  last: SqlFileName | undefined,
  read: (() => Promise<Ledger>) | undefined,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<LaterMigrations | undefined> {
  if (last === undefined) return undefined;
  if (!read) return { last, files: undefined };
  try {
    return { last, files: filesAfter(last, await read()) };
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error;
    log.warning(`Which migrations stay in the database could not be read: ${messageOf(error)}`);
    return { last, files: undefined };
  }
}

function filesAfter(last: SqlFileName, ledger: Ledger): readonly string[] {
  const migrations = ledger.flatMap(({ kind, file }) => {
    const name = parseSqlFileName(file);
    return kind === 'migration' && name.ok ? [name.value] : [];
  });
  const after = migrations.filter(({ version }) => compareVersions(version, last.version) > 0);
  return after.toSorted((a, b) => compareVersions(a.version, b.version)).map(({ file }) => file);
}

/** The ledger of the database with this section. */
export async function readLedger(
  section: ConfigSection,
  inputsOf: StageInputs,
  ports: StageReaders,
  context: Context,
): Promise<Ledger> {
  const action = await database.actions['seed-rds']();
  const stage = { ...database, action, section };
  const observed = await action.observe(await inputsOf(stage, {}), ports, planningContext(stage, context));
  if ('ledger' in observed) return observed.ledger;
  throw new UserError({ what: 'This job does not see the database: its migrations run as a task (via: task).' });
}
