import type { Change, Plan } from '../../domain/plan.ts';
import { statementHead } from '../../domain/sql/code.ts';
import { destructiveEffect } from '../../domain/sql/destructive-effect.ts';
import { calledEffect, type RoutineEffects, routineEffects } from '../../domain/sql/routine-effect.ts';
import type { Statement, Statements } from '../../domain/sql/statement.ts';
import { reachedBy, type ToolRecord } from '../../domain/sql/tool-record.ts';
import { type Baseline, baselineChange, baselineFiles } from './baseline.ts';
import type { SettledEntry } from './begun.ts';
import { checkHistory, lateFiles } from './check-history.ts';
import type { Inputs } from './contract.ts';
import type { SqlFile } from './files.ts';
import type { Observation } from './observe.ts';
import { demandEnvironment, isFor } from './outside.ts';
import { afterRepairs, type Repair, repairChanges } from './repair.ts';
import { type SnapshotChange, snapshotBefore } from './snapshot-before.ts';

/** A statement's beginning, without its data. */
export interface StatementHead {
  readonly line: number;
  readonly statement: string;
}

/** A statement that destroys data. */
export interface Destructive extends StatementHead {
  readonly effect: string;
}

const maxHeads = 50;

/** A file to run; `resource` is its path. */
export interface RunFile extends Change {
  readonly kind: 'migrate' | 'seed';
  readonly file: string;
  readonly sha256: string;
  readonly statements: number;
  /** How many of its statements an earlier run has applied. */
  readonly done: number;
  /** The beginnings of the first statements that will run. */
  readonly heads: readonly StatementHead[];
  readonly destructive: readonly Destructive[];
  /** In seconds, where the file names its own. */
  readonly limits?: SqlFile['limits'];
  /** The last migration that was applied already, where the file has a lower number. */
  readonly after?: string;
  /** Calls of routines that are in no file, so that it cannot be seen what they do. */
  readonly calls?: readonly StatementHead[];
}

export type DatabaseChange = RunFile | Baseline | Repair | SnapshotChange | RunCommand;

/** `resource` is the command. */
export interface RunCommand extends Change {
  readonly kind: 'run';
  /** Where the tables of migration tools stand before it; what it will apply is not known. */
  readonly reached?: Readonly<Record<string, string>>;
}

type Planned = Pick<
  Inputs,
  | 'allowOutOfOrder'
  | 'baseline'
  | 'command'
  | 'environment'
  | 'laterCommits'
  | 'repair'
  | 'seedEnvironments'
  | 'snapshot'
>;
type Known = Pick<Observation, 'migrations' | 'seeds' | 'ledger' | 'hasTables' | 'instance' | 'otherLedger'> & {
  readonly toolRecords?: readonly ToolRecord[];
} & {
  readonly access: Pick<Observation['access'], 'database' | 'engine'>;
};

/** The changes in their order; throws where files and ledger contradict each other. */
export function plan(inputs: Planned, observation: Known): Plan<DatabaseChange> {
  const { access, migrations, seeds, instance } = observation;
  demandEnvironment([...migrations, ...seeds], inputs.environment);
  const repairs = repairChanges(inputs, observation);
  const ledger = ledgerIndex(afterRepairs(observation.ledger, repairs));
  checkHistory(migrations, ledger.migration, inputs, access.engine);
  const late = new Map(
    lateFiles(
      migrations.filter((file) => isFor(file, inputs.environment)),
      ledger.migration,
    ).map(({ file, after }) => [file, after]),
  );
  const routines = routineEffects(statementsOf([...migrations, ...seeds]), access.engine);
  const recorded = baselineFiles(inputs, observation);
  const unrecorded = migrations.slice(recorded.length);
  const work: readonly DatabaseChange[] = [
    ...unrecorded.filter((file) => isPending(file)).map(fileChange('migrate')),
    ...(seedsMayRun(inputs)
      ? seeds.filter((seed) => isNew(seed, ledger) && isFor(seed, inputs.environment)).map(fileChange('seed'))
      : []),
    ...(inputs.command === undefined ? [] : [runCommand(inputs.command, observation.toolRecords)]),
  ];
  const target = instance ? `${instance.identifier}/${access.database}` : access.database;
  const changes = [...snapshotBefore(work, inputs, instance), ...baselineChange(recorded), ...repairs, ...work];
  return { action: 'seed-rds', target, changes };

  function isPending(file: SqlFile): boolean {
    return isFor(file, inputs.environment) && !ledger.migration.get(file.file)?.finished;
  }

  function fileChange(kind: RunFile['kind']) {
    return (file: SqlFile): RunFile => {
      const after = kind === 'migrate' ? late.get(file.file) : undefined;
      return { ...runFile(kind, file, ledger, { engine: access.engine, routines }), ...(after ? { after } : {}) };
    };
  }
}

function runCommand(command: string, records: readonly ToolRecord[] = []): RunCommand {
  const reached = Object.fromEntries(records.map((record) => [record.tool, reachedBy(record)]));
  const irreversible = 'a rollback does not undo a command';
  return { kind: 'run', resource: command, ...(records.length > 0 ? { reached } : {}), irreversible };
}

export function seedsMayRun({
  seedEnvironments,
  environment,
}: Pick<Inputs, 'seedEnvironments' | 'environment'>): boolean {
  return environment !== undefined && seedEnvironments.includes(environment);
}

interface LedgerIndex {
  readonly migration: ReadonlyMap<string, SettledEntry>;
  readonly seed: ReadonlyMap<string, SettledEntry>;
}

function ledgerIndex(entries: readonly SettledEntry[]): LedgerIndex {
  const of = (kind: SettledEntry['kind']) =>
    new Map(entries.filter((entry) => entry.kind === kind).map((entry) => [entry.file, entry]));
  return { migration: of('migration'), seed: of('seed') };
}

function isNew({ file, sha256 }: SqlFile, { seed }: LedgerIndex): boolean {
  const known = seed.get(file);
  return !known?.finished || known.sha256 !== sha256;
}

function* statementsOf(files: readonly SqlFile[]): Generator<Statement> {
  for (const { statements } of files) yield* statements;
}

interface Rules {
  readonly engine: Observation['access']['engine'];
  readonly routines: RoutineEffects;
}

/** The statements that destroy data, and those whose effect cannot be seen. */
function noteworthy(statements: Statements, { engine, routines }: Rules) {
  const [destructive, calls]: [Destructive[], StatementHead[]] = [[], []];
  for (const statement of statements) {
    if (statement.bringsRows) continue;
    const { text, line } = statement;
    const called = calledEffect(text, engine, routines);
    if (called === 'unseen') calls.push({ line, statement: statementHead(text, engine) });
    const effect = destructiveEffect(text, engine) ?? (called === 'unseen' ? undefined : called?.destroys);
    if (effect) destructive.push({ line, statement: statementHead(text, engine), effect });
  }
  return { destructive, calls };
}

function runFile(
  kind: RunFile['kind'],
  { file, path, sha256, statements, limits }: SqlFile,
  ledger: LedgerIndex,
  { engine, routines }: Rules,
): RunFile {
  const done = kind === 'migrate' ? (ledger.migration.get(file)?.statementsDone ?? 0) : 0;
  const { destructive, calls } = noteworthy(statements.slice(done), { engine, routines });
  const heads = Array.from(statements.slice(done, done + maxHeads), ({ text, line }) => ({
    line,
    statement: statementHead(text, engine),
  }));
  const irreversible = `a rollback does not undo a ${kind === 'migrate' ? 'migration' : 'seed'}`;
  return {
    kind,
    resource: path,
    file,
    sha256,
    statements: statements.length,
    done,
    heads,
    destructive,
    ...(calls.length > 0 ? { calls } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    irreversible,
  };
}
