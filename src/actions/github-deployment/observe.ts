import type { Release } from '../../domain/release.ts';
import { UserError } from '../../errors.ts';
import type { Run } from '../../github/run.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import { type Begun, begun } from './begun.ts';
import { type Comparison, comparison } from './compare.ts';
import type { Inputs } from './contract.ts';
import { type Ended, ended } from './ended.ts';
import { type Finding, find, type Source } from './find.ts';
import { ledgerOf } from './ledger.ts';
import { missing } from './missing.ts';
import { sharedLedgers } from './shared-ledgers.ts';
import { statesOf, type TargetState } from './states.ts';
import type { Target } from './targets.ts';
import { remembered } from './trust/remembered.ts';
import { rulesOf, rulesOfComparison } from './trust/rules.ts';
import { witnessesOf } from './trust/witness.ts';

/** What is known for the operation. */
export type Observation =
  | Begun
  | Ended
  | Comparison
  | (Finding & { readonly operation: 'find'; readonly target: Target })
  | { readonly operation: 'list'; readonly targets: readonly TargetState[] };

export async function observe(
  inputs: Inputs,
  { gitHub, files }: Pick<ReadPorts, 'gitHub' | 'files'>,
  context: Context,
): Promise<Observation> {
  const { operation } = inputs;
  const { run } = context;
  const repository = gitHub.repository(repositoryAccess(inputs, context), context.signal);
  const runs = remembered(repository);
  const witness = (ledger: Source['ledger']) => witnessesOf(rulesOf(inputs, run), runs, ledger).ofSuccess;
  if (operation === 'list') {
    const ledgers = sharedLedgers(targetsOf(inputs), repository);
    return { operation, targets: await statesOf(ledgers.map((each) => ({ ...each, witness: witness(each.ledger) }))) };
  }
  const target = targetOf(inputs);
  const ledger = ledgerOf(target, repository);
  if (operation === 'find')
    return { operation, target, ...(await found(inputs, { target, ledger, witness: witness(ledger) })) };
  const release = releaseOf(inputs, target, run);
  if (operation === 'finish') return ended(inputs, { target, ledger, release }, context);
  const source = { target, ledger, runs, witness: witnessesOf(rulesOfComparison(inputs, run), runs, ledger).ofAll };
  return operation === 'start'
    ? begun(inputs, { ...source, release }, files, context)
    : comparison({ ...inputs, commit: release.commit }, { ...source, repository }, context);
}

function targetsOf({ targets }: Inputs): readonly Target[] {
  if (!targets) throw missing('targets', 'list');
  return targets;
}

async function found({ select, required }: Inputs, source: Source): Promise<Finding> {
  const finding = await find(select, source);
  if (required && finding.found instanceof UserError) throw finding.found;
  return finding;
}

function targetOf({ app, environment, operation }: Inputs): Target {
  if (environment === undefined) throw missing('environment', operation);
  if (app === undefined) throw missing('app', operation, ' Or check out the config file, which has it as `app`.');
  return { app, environment };
}

/** The release of this run. A record of another environment does not keep its app, environment, run or actor. */
function releaseOf({ release: given, operation }: Inputs, target: Target, run: Run): Release {
  const commit = given?.commit ?? run.commit;
  if (commit === '') throw missing('release', operation, ' It must have the commit, as this run has none.');
  const url = `${run.url}/attempts/${run.attempt.slice(run.attempt.lastIndexOf('-') + 1)}`;
  return { ...given, ...target, commit, run: url, actor: run.actor };
}
