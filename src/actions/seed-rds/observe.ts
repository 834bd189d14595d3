import { resolve } from 'node:path';
import type { Engine } from '../../domain/sql/engine.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { FilesReader } from '../../machine/files.ts';
import type { DatabaseAccess, SessionSettings } from '../../sql/access.ts';
import type { DatabaseState } from '../../sql/state.ts';
import { idleBaseline } from './baseline.ts';
import { checkInputs } from './check-inputs.ts';
import type { Inputs } from './contract.ts';
import { databaseAccess } from './database-access.ts';
import { readSqlFiles, type SqlFile } from './files.ts';
import { type Located, locate } from './locate.ts';
import { sessionSettings } from './session-settings.ts';

export type Readers = Pick<ReadPorts, 'databases' | 'environment' | 'files' | 'rds' | 'secrets'>;

/** The database and the files as they are before anything is changed. */
export interface Observation extends DatabaseState {
  readonly access: DatabaseAccess;
  readonly settings: SessionSettings;
  /** The instance to make a snapshot of, where one is known. */
  readonly instance: { readonly identifier: string; readonly cluster: string | undefined } | undefined;
  readonly migrations: readonly SqlFile[];
  readonly seeds: readonly SqlFile[];
}

/** Reads credentials, files and ledger. The database is only read, in a read-only transaction and without a lock. */
export async function observe(inputs: Inputs, readers: Readers, context: Context): Promise<Observation> {
  checkInputs(inputs);
  const { log, signal, run } = context;
  const located = await locate(inputs, readers, log, signal);
  const authorities = inputs.caBundle && (await readers.files.text(resolve(run.workspace, inputs.caBundle)));
  const access = databaseAccess(inputs, located, authorities, readers.rds, log);
  const files = await filesToRun(inputs, run.workspace, access.engine, readers.files);
  const settings = sessionSettings(inputs, run);
  const state = await readers.databases.state(access, settings, signal);
  log.info(`The ledger of ${access.database} knows ${state.ledger.length} files.`);
  const idle = idleBaseline(inputs, state);
  if (idle) log.info(idle);
  return { access, settings, instance: instanceOf(located), ...files, ...state };
}

async function filesToRun(inputs: Inputs, workspace: string, engine: Engine, files: FilesReader) {
  const read = (folder: string | undefined) => (folder ? readSqlFiles(folder, workspace, engine, files) : []);
  return { migrations: await read(inputs.migrations), seeds: await read(inputs.seeds) };
}

function instanceOf({ told, instance }: Located): Observation['instance'] {
  if (instance) return instance;
  return told.instance === undefined ? undefined : { identifier: told.instance, cluster: undefined };
}
