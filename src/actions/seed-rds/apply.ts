import type { RdsReader, RdsWriter } from '../../aws/rds.ts';
import type { Plan } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { FilesWriter } from '../../machine/files.ts';
import type { RunProcess } from '../../machine/process.ts';
import { counted } from '../../report/counted.ts';
import type { DatabaseReader, DatabaseWriter } from '../../sql/databases.ts';
import type { FileFailure } from '../../sql/file-run.ts';
import type { Migration } from '../../sql/migration.ts';
import { adoptionAdvice, saysExists } from './adoption-advice.ts';
import type { Baseline } from './baseline.ts';
import { runCommand } from './command.ts';
import type { Inputs } from './contract.ts';
import { destructiveRefused, fileFailed, lockBusy, lockLost } from './failures.ts';
import type { SqlFile } from './files.ts';
import { describeHolder, takeLock } from './lock.ts';
import type { Observation } from './observe.ts';
import { type DatabaseChange, plan as planAgain, type RunFile } from './plan.ts';
import { makeSnapshot } from './snapshot.ts';

/** A file that this run applied. */
export interface Applied {
  readonly change: RunFile;
  readonly milliseconds: number;
}

/** What was done, and why no more. */
export interface Outcome {
  readonly applied: readonly Applied[];
  readonly recorded?: Baseline | undefined;
  readonly commandRan: boolean;
  readonly snapshot?: string | undefined;
  readonly lockedBy?: string | undefined;
  readonly failure?: UserError | undefined;
}

export interface Tools {
  readonly databases: { readonly reader: DatabaseReader; readonly writer: DatabaseWriter };
  readonly rds: { readonly reader: RdsReader; readonly writer: RdsWriter };
  readonly files: FilesWriter;
  readonly processes: RunProcess;
}

/** Carries the plan out under the database's lock. What another run did meanwhile is not done again. */
export async function apply(
  inputs: Inputs,
  observation: Observation,
  plan: Plan<DatabaseChange>,
  tools: Tools,
  context: Context,
): Promise<Outcome> {
  const nothing: Outcome = { applied: [], commandRan: false };
  if (plan.changes.length === 0) return nothing;
  const refused = inputs.allowDestructive ? undefined : destructiveRefused(plan.changes);
  if (refused) return { ...nothing, failure: refused };
  const { access, settings } = observation;
  const { commit, url: runUrl } = context.run;
  const tell = (line: string) => context.log.info(`| ${line}`);
  const migration = await tools.databases.writer.open(access, settings, { commit, runUrl }, tell);
  try {
    const lock = await takeLock(migration, inputs.lockTimeoutSeconds, context);
    const lockedBy = lock.waitedFor && describeHolder(lock.waitedFor);
    if (!lock.taken)
      return { ...nothing, lockedBy, failure: lockBusy(access.database, lockedBy, inputs.lockTimeoutSeconds) };
    const ledger = await migration.ledger();
    const { changes } = planAgain(inputs, { ...observation, ledger });
    return { ...(await carryOut(changes, inputs, { ...observation, ledger }, migration, tools, context)), lockedBy };
  } finally {
    await migration.close();
  }
}

/** Change by change; the first that fails ends it, and what was done before is told. */
async function carryOut(
  changes: readonly DatabaseChange[],
  inputs: Inputs,
  observation: Observation,
  migration: Migration,
  tools: Tools,
  context: Context,
): Promise<Outcome> {
  const applied: Applied[] = [];
  let snapshot: string | undefined;
  let recorded: Baseline | undefined;
  let commandRan = false;
  try {
    for (const change of changes) {
      context.signal.throwIfAborted();
      if (!(await migration.holdsLock())) throw lockLost(change.resource);
      switch (change.kind) {
        case 'snapshot':
          snapshot = await makeSnapshot(change.resource, inputs.awsRegion, tools.rds, context);
          break;
        case 'baseline':
          recorded = await record(change, observation, migration);
          break;
        case 'migrate':
        case 'seed':
          if (applied.length === 0) await migration.createLedger();
          applied.push({ change, milliseconds: await runFile(change, changes, observation, migration, context) });
          break;
        case 'run':
          commandRan = true;
          await runCommand(change.resource, observation.access, tools, context);
          if (!(await migration.holdsLock())) throw lockLost(change.resource);
          break;
      }
    }
    return { applied, recorded, commandRan, snapshot };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { applied, recorded, commandRan, snapshot, failure: error };
  }
}

async function record(change: Baseline, { migrations }: Observation, migration: Migration): Promise<Baseline> {
  const names = new Set(change.files.map(({ file }) => file));
  await migration.createLedger();
  await migration.recordBaseline(migrations.filter(({ file }) => names.has(file)));
  return change;
}

async function runFile(
  change: RunFile,
  changes: readonly DatabaseChange[],
  observation: Observation,
  migration: Migration,
  context: Context,
): Promise<number> {
  const { access, migrations, seeds, ledger } = observation;
  const kind = change.kind === 'migrate' ? 'migration' : 'seed';
  const source = (kind === 'migration' ? migrations : seeds).find(({ path }) => path === change.resource) as SqlFile;
  const known = ledger.some((entry) => entry.kind === kind && entry.file === change.file);
  const count = change.statements - change.done;
  context.log.info(`${change.resource}: ${counted(count, 'statement')}.`);
  const result = await migration.run({ ...source, kind, from: change.done, known }, context.signal);
  if (result.ok) return result.milliseconds;
  const { failure } = result;
  const advice = await adoption(change, failure, observation, migration);
  throw fileFailed({ change, changes, source, failure, engine: access.engine, signal: context.signal, advice });
}

/** A file that meets its own tables was run already, it seems: the ledger tells whether any was run here. */
async function adoption(
  { kind, done }: RunFile,
  { error }: FileFailure,
  { access, hasTables }: Observation,
  migration: Migration,
): Promise<string | undefined> {
  if (kind !== 'migrate' || done > 0 || !hasTables || !saysExists(access.engine, error.code)) return undefined;
  const ledger = await migration.ledger().catch(() => undefined);
  return ledger && adoptionAdvice(ledger);
}
