import { resolve } from 'node:path';
import type { RdsReader } from '../../aws/rds.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { demandShell } from '../../lifecycle/shell-command.ts';
import type { FilesReader } from '../../machine/files.ts';
import { counted } from '../../report/counted.ts';
import type { DatabaseAccess, SessionSettings } from '../../sql/access.ts';
import type { DatabaseState } from '../../sql/state.ts';
import { unusedBaseline } from './baseline.ts';
import { type SettledEntry, settled } from './begun.ts';
import { checkInputs } from './check-inputs.ts';
import type { Inputs } from './contract.ts';
import { databaseAccess } from './database-access.ts';
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
  const located = await locate(inputs, ports, context);
  const authorities = inputs.caBundle && (await ports.files.text(resolve(run.workspace, inputs.caBundle)));
  const access = databaseAccess(inputs, located, authorities, maskedTokens(ports.rds, log));
  const files = await filesToRun(inputs, run.workspace, access.engine, ports.files);
  const settings = sessionSettings(inputs, run);
  const state = await ports.databases.state(access, settings, signal);
  log.info(`The ledger of ${access.database} has ${counted(state.ledger.length, 'file')}.`);
  const unused = unusedBaseline(inputs, state);
  if (unused) log.info(unused);
  const isTrue = (condition: string) => ports.databases.isTrue(access, settings, condition);
  const ledger = await settled(state.ledger, files.migrations, access.engine, isTrue);
  return { access, settings, instance: instanceOf(located), ...files, hasTables: state.hasTables, ledger };
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
