import { hasMembers } from '../../domain/json.ts';
import type { Release } from '../../domain/release.ts';
import { UserError } from '../../errors.ts';
import type { Deployment } from '../../github/deployments.ts';
import type { Run } from '../../github/run.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import { type Comparison, comparison } from './compare.ts';
import type { Inputs } from './contract.ts';
import type { Entry } from './entry.ts';
import { type Finding, find, type Source } from './find.ts';
import { type Ledger, ledgerOf, recentEntries } from './ledger.ts';
import { statesOf, type TargetState } from './states.ts';
import type { Target } from './targets.ts';
import { doubtAboutMaker } from './trust/doubt.ts';
import { rulesOf } from './trust/rules.ts';
import { witnessOf } from './trust/witness.ts';

/** What is known for the operation. */
export type Observation =
  | { readonly operation: 'start'; readonly target: Target; readonly release: Release }
  | Ended
  | Comparison
  | (Finding & { readonly operation: 'find'; readonly target: Target })
  | { readonly operation: 'list'; readonly targets: readonly TargetState[] };

/** A deployment that has ended, and its entries in the ledger. */
export interface Ended {
  readonly operation: 'finish';
  readonly target: Target;
  readonly release: Release;
  readonly state: 'success' | 'failure' | 'error';
  /** The entry that `start` created. */
  readonly started: Entry | undefined;
  /** The entry that an earlier attempt of this step created. */
  readonly same: Entry | undefined;
  /** The entries in the state `success`. */
  readonly active: readonly Entry[];
}

export async function observe(
  inputs: Inputs,
  { gitHub }: Pick<ReadPorts, 'gitHub'>,
  context: Context,
): Promise<Observation> {
  const { operation } = inputs;
  const repository = gitHub.repository(repositoryAccess(inputs, context), context.signal);
  const source = (target: Target) => {
    const ledger = ledgerOf(target, repository);
    return { target, ledger, witness: witnessOf(rulesOf(inputs, context.run), repository, ledger) };
  };
  if (operation === 'list') return { operation, targets: await statesOf(targetsOf(inputs).map(source)) };
  const target = targetOf(inputs);
  if (operation === 'find') return { operation, target, ...(await found(inputs, source(target))) };
  const release = releaseOf(inputs, target, context.run);
  if (operation === 'compare') {
    const { allowOlder, unlessOvertaken } = inputs;
    const given = { commit: release.commit, run: context.run, allowOlder, unlessOvertaken };
    return comparison(given, target, { ledger: ledgerOf(target, repository), repository }, context.log);
  }
  if (operation === 'start') return { operation, target, release };
  return ended(inputs, ledgerOf(target, repository), target, release);
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

async function ended(inputs: Inputs, ledger: Ledger, target: Target, release: Release): Promise<Ended> {
  if (!inputs.state) throw missing('state', 'finish');
  const state = inputs.state === 'cancelled' ? 'error' : inputs.state;
  const entries = await recentEntries(ledger);
  return {
    ...{ operation: 'finish', target, release, state },
    started: inputs.deploymentId === undefined ? undefined : await startedEntry(inputs.deploymentId, ledger, target),
    same: entries.slice(0, 1).find(({ deployment }) => isOwn(deployment, release)),
    active: entries.filter((entry) => entry.state === 'success'),
  };
}

/** Whether an earlier attempt of this step made it, and nobody else in its name. */
function isOwn(deployment: Deployment, release: Release): boolean {
  return doubtAboutMaker(deployment) === undefined && hasMembers(deployment.payload, release);
}

async function startedEntry(id: number, ledger: Ledger, { app, environment }: Target): Promise<Entry> {
  const deployment = await ledger.deployment(id);
  if (deployment) return ledger.entry(deployment);
  throw new UserError({
    what: `The deployment ${id} does not belong to ${app} in ${environment}; nothing was recorded.`,
    next: 'Give the output `deployment-id` of the step that started it, and the same environment and app.',
  });
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

function missing(input: string, operation: string, hint = ''): UserError {
  return new UserError({
    what: `The operation \`${operation}\` needs the input \`${input}\`; nothing was changed.`,
    next: `Give \`${input}\`.${hint}`,
  });
}
