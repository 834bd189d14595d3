import { resolve } from 'node:path';
import type { RdsReader } from '../../aws/rds.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import { type OtherLedger, type OtherTable, otherTableNamed, readOtherLedger } from '../../domain/sql/other-ledger.ts';
import { type ToolRecord, toolRecords, toolTables } from '../../domain/sql/tool-record.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { readSecrets } from '../../lifecycle/secret-variables.ts';
import { demandShell } from '../../lifecycle/shell-command.ts';
import type { FilesReader } from '../../machine/files.ts';
import { counted } from '../../report/counted.ts';
import type { DatabaseAccess, SessionSettings } from '../../sql/access.ts';
import type { FoundTables } from '../../sql/databases.ts';
import type { DatabaseState } from '../../sql/state.ts';
import { isUnrecorded, unusedBaseline } from './baseline.ts';
import { type SettledEntry, settled } from './begun.ts';
import { checkInputs } from './check-inputs.ts';
import type { Inputs } from './contract.ts';
import { databaseAccess } from './database-access.ts';
import { demandOwner } from './demand-owner.ts';
import { readSqlFiles, type SqlFile } from './files.ts';
import { type Located, locate } from './locate.ts';
import { sessionSettings } from './session-settings.ts';

/** The database and the files before anything is changed. */
export interface Observation extends DatabaseState {
  readonly ledger: readonly SettledEntry[];
  readonly access: DatabaseAccess;
  readonly settings: SessionSettings;
  /** The instance of the snapshot, where one is known. */
  readonly instance: { readonly identifier: string; readonly cluster: string | undefined } | undefined;
  /** That of another tool, where `baseline` names its table. */
  readonly otherLedger?: OtherLedger | undefined;
  /** What migration tools have recorded so far, where there is a `command` that may be one. */
  readonly toolRecords: readonly ToolRecord[];
  /** Of `command`. */
  readonly commandSecrets: ReadonlyMap<string, string>;
  readonly migrations: readonly SqlFile[];
  readonly seeds: readonly SqlFile[];
}

/** Reads credentials, files and ledger. The database is only read, in a read-only transaction and without a lock. */
export async function observe(
  inputs: Inputs,
  ports: Pick<ReadPorts, 'databases' | 'environment' | 'files' | 'processes' | 'rds' | 'secrets'>,
  context: Context,
): Promise<Observation> {
  checkInputs(inputs);
  await demandShell(inputs.command, ports.processes, context);
  const { log, signal, run } = context;
  const commandSecrets = await readSecrets(inputs.commandSecrets, ports, context);
  const located = await locate(inputs, ports, context);
  const authorities = inputs.caBundle && (await ports.files.text(resolve(run.workspace, inputs.caBundle)));
  const access = databaseAccess(inputs, located, authorities, maskedTokens(ports.rds, log));
  const files = await filesToRun(inputs, run.workspace, access.engine, ports.files);
  const settings = sessionSettings(inputs, run);
  const state = await ports.databases.state(access, settings, signal);
  demandOwner(inputs, state.owner, access.database);
  log.info(`The ledger of ${access.database} has ${counted(state.ledger.length, 'file')}.`);
  const unused = unusedBaseline(inputs, state);
  if (unused) log.info(unused);
  const isTrue = (condition: string) => ports.databases.isTrue(access, settings, condition);
  const ledger = await settled(state.ledger, files.migrations, access.engine, isTrue);
  const table = otherTableNamed(inputs.baseline);
  const names = [
    ...(table && isUnrecorded(state) ? [table] : []),
    ...(inputs.command === undefined ? [] : toolTables(access.engine)),
  ];
  const found = names.length > 0 ? await ports.databases.tables(access, settings, names) : new Map();
  const otherLedger = table && otherLedgerIn(found, table, access.database);
  const instance = instanceOf(located);
  const known = {
    access,
    settings,
    instance,
    ...files,
    hasTables: state.hasTables,
    owner: state.owner,
    tableSizes: state.tableSizes,
    ledger,
    otherLedger,
  };
  return { ...known, toolRecords: inputs.command === undefined ? [] : toolRecords(found), commandSecrets };
}

function otherLedgerIn(found: FoundTables, table: OtherTable, database: string): OtherLedger | undefined {
  const rows = found.get(table);
  if (rows === 'not readable')
    throw new UserError({
      what: `The table ${table} of ${database} cannot be read, so that it cannot be the baseline; nothing was changed.`,
      why: 'The database user has no privilege on it.',
      next: `Grant it: GRANT SELECT ON ${table} TO …;`,
    });
  return rows && readOtherLedger(table, rows);
}

/** Each session gets a token of its own, which is masked before it is used. */
function maskedTokens(rds: RdsReader, log: Log): RdsReader['connectToken'] {
  return async (at) => {
    const token = await rds.connectToken(at);
    log.mask(token);
    return token;
  };
}

async function filesToRun(inputs: Inputs, workspace: string, engine: Engine, files: FilesReader) {
  const read = (folder: string | undefined) => (folder ? readSqlFiles(folder, workspace, engine, files) : []);
  return { migrations: await read(inputs.migrations), seeds: await read(inputs.seeds) };
}

function instanceOf({ location, instance }: Located): Observation['instance'] {
  if (instance) return instance;
  return location.instance === undefined ? undefined : { identifier: location.instance, cluster: undefined };
}
