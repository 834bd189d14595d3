import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { Baseline } from './baseline.ts';
import { runCommand } from './command.ts';
import { claim } from './demand-owner.ts';
import { lockLost } from './failures.ts';
import type { Applied, CommandOutcome, Outcome } from './outcome.ts';
import type { Repair } from './repair.ts';
import { runFile } from './run-file.ts';
import { createSnapshot } from './snapshot.ts';
import type { LockedStep } from './step.ts';

export type ChangePorts = Pick<Ports, 'databases' | 'files' | 'processes' | 'rds'>;

/** Change by change; the first failure ends it, and the outcome holds what was done before. */
export async function runChanges(step: LockedStep, ports: ChangePorts, context: Context): Promise<Outcome> {
  const { inputs, plan, migrator } = step;
  const applied: Applied[] = [];
  let snapshot: string | undefined;
  const repaired: Repair[] = [];
  let recorded: Baseline | undefined;
  let command: CommandOutcome | undefined;
  try {
    for (const change of plan.changes) {
      context.signal.throwIfAborted();
      if (!(await migrator.holdsLock())) throw lockLost(change.resource);
      switch (change.kind) {
        case 'snapshot':
          snapshot = await createSnapshot(change.resource, inputs.awsRegion, ports.rds, context);
          break;
        case 'baseline':
          recorded = await recordBaseline(change, step);
          break;
        case 'repair':
          await claim(inputs, migrator, step.observation.access.database);
          await migrator.repair(change);
          repaired.push(change);
          break;
        case 'migrate':
        case 'seed':
          if (applied.length === 0) await createLedger(step);
          applied.push({ change, milliseconds: await runFile(change, step, context) });
          break;
        case 'run': {
          const ran = await runCommand(change.resource, step, ports, context);
          command = ran.outcome;
          if (ran.failure) throw ran.failure;
          if (!(await migrator.holdsLock())) throw lockLost(change.resource);
          break;
        }
      }
    }
    return { applied, recorded, repaired, command, snapshot };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { applied, recorded, repaired, command, snapshot, failure: error };
  }
}

async function createLedger({ inputs, observation, migrator }: LockedStep): Promise<void> {
  await claim(inputs, migrator, observation.access.database);
  await migrator.createLedger();
}

async function recordBaseline(change: Baseline, step: LockedStep): Promise<Baseline> {
  const { observation, migrator } = step;
  const names = new Set(change.files.map(({ file }) => file));
  await createLedger(step);
  await migrator.recordBaseline(observation.migrations.filter(({ file }) => names.has(file)));
  return change;
}
