import type { Context } from '../../lifecycle/context.ts';
import { counted } from '../../report/counted.ts';
import type { FileFailure } from '../../sql/file-run.ts';
import { baselineAdvice, isAlreadyExists } from './baseline-advice.ts';
import { fileFailed } from './failures.ts';
import type { SqlFile } from './files.ts';
import type { RunFile } from './plan.ts';
import type { LockedStep } from './step.ts';

/** Runs one file, and returns how many milliseconds it took; throws a UserError when it failed. */
export async function runFile(
  change: RunFile,
  step: LockedStep,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
): Promise<number> {
  const { access, migrations, seeds, ledger } = step.observation;
  const kind = change.kind === 'migrate' ? 'migration' : 'seed';
  const source = (kind === 'migration' ? migrations : seeds).find(({ path }) => path === change.resource) as SqlFile;
  const known = ledger.some((entry) => entry.kind === kind && entry.file === change.file);
  log.info(`${change.resource}: ${counted(change.statements - change.done, 'statement')}.`);
  const result = await step.migrator.run({ ...source, kind, from: change.done, known }, signal);
  if (result.ok) return result.milliseconds;
  const { failure } = result;
  const advice = await adviceFor(change, failure, step);
  const { changes } = step.plan;
  throw fileFailed({ change, changes, source, failure, engine: access.engine, signal, advice });
}

/** A migration whose tables exist already was probably applied before; the ledger shows whether any file was run here. */
async function adviceFor(
  { kind, done }: RunFile,
  { error }: FileFailure,
  { observation: { access, hasTables }, migrator }: LockedStep,
): Promise<string | undefined> {
  if (kind !== 'migrate' || done > 0 || !hasTables || !isAlreadyExists(access.engine, error.code)) return undefined;
  const ledger = await migrator.ledger().catch(() => undefined);
  return ledger && baselineAdvice(ledger);
}
