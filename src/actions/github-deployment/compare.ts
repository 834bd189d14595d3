import type { Release } from '../../domain/release.ts';
import { MissingPermission } from '../../errors.ts';
import type { CommitOrder, ComparisonReader } from '../../github/comparison.ts';
import type { RunReader } from '../../github/runs.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { contract, Inputs } from './contract.ts';
import { isCutShort, recentEntries } from './entries.ts';
import type { Entry } from './entry.ts';
import type { Source } from './find.ts';
import { laterCommits } from './later-commits.ts';
import { currentOf } from './ledger.ts';
import { isOvertaken } from './overtaken.ts';
import { commitCell } from './release-shown.ts';
import { type Settlement, settlementOf, settlementText } from './settlement.ts';
import type { Target } from './targets.ts';
import { currentOnly } from './trust/witness.ts';
import { unfinishedRelease } from './unfinished.ts';
import { believedVariables } from './variables.ts';

/** A commit that is to be deployed, beside the release that serves. */
export interface Comparison {
  readonly operation: 'compare';
  readonly target: Target;
  readonly commit: string;
  /** The release that serves; of one that was not recorded, only the commit is known. */
  readonly serving: Release | undefined;
  /** Names of variables that recent releases have given to the backend, whether they were successful or not. */
  readonly variables: readonly string[];
  /** Commits of releases that came after this one: the database keeps their migrations. */
  readonly laterCommits: readonly string[];
  /** How the commit stands to the one that serves; undefined where nothing serves, or GitHub does not have both commits. */
  readonly order: CommitOrder | undefined;
  /** What the release before has left undone. */
  readonly settlement: Settlement | undefined;
}

interface Compared extends Source {
  readonly runs: RunReader;
  readonly repository: ComparisonReader;
}

type Allowed = Pick<Inputs, 'allowOlder' | 'unlessOvertaken'>;

/** Compares a commit with that of the current release; one that may be older is not looked at. */
export async function comparison(
  { commit, ...allowed }: Allowed & { readonly commit: string },
  source: Compared,
  context: Pick<Context, 'log' | 'run'>,
): Promise<Comparison> {
  const { target, ledger, repository, runs, witness } = source;
  const { log, run } = context;
  const { current, entries } = await believed(source, context);
  const unfinished = await unfinishedRelease(entries, { witness, runs, run });
  const serving = unfinished?.kind === 'unrecorded' ? unfinished.entry.release : current?.release;
  const mayBeOlder = allowed.allowOlder && !(allowed.unlessOvertaken && serving && isOvertaken(serving, run));
  const order = serving && !mayBeOlder ? await repository.commitOrder(commit, serving.commit) : undefined;
  const variables = await believedVariables(entries, witness);
  // A run that deploys nothing is green, so its page has to say why.
  if (order === 'behind') log.warning(resultOf(commit, serving, order));
  const settlement = unfinished && (await settlementOf({ unfinished, current, commit }, runs, run));
  if (settlement) log.warning(settlementText(settlement));
  const later = await laterCommits({ commit, serving, order }, ledger, repository);
  return { operation: 'compare', target, commit, serving, order, variables, settlement, laterCommits: later };
}

interface Believed {
  readonly current: Entry | undefined;
  /** Of successes only those that GitHub vouches for. */
  readonly entries: readonly Entry[];
}

/**
 * A record that GitHub does not vouch for says nothing of what serves, nor of whose a variable is. Without the permission to
 * ask who vouches, none is believed: the commit is deployed, and takes nothing off.
 */
async function believed({ ledger, witness }: Source, { log }: Pick<Context, 'log'>): Promise<Believed> {
  try {
    const entries = (await recentEntries(ledger, { check: currentOnly(witness) })).filter(
      ({ doubt }) => doubt === undefined,
    );
    const current = currentOf(entries);
    if (!current && isCutShort(entries))
      log.warning(`None of the newest ${entries.length} deployments serves, and older ones were not read.`);
    return { current, entries };
  } catch (error) {
    if (!(error instanceof MissingPermission)) throw error;
    log.warning(
      `No record of the ledger is believed, so no commit counts as superseded, and no variable is taken off. ${error.message}`,
    );
    return { current: undefined, entries: [] };
  }
}

/** A commit behind the one that serves is superseded: what it brings serves already, and what came later would be lost. */
export function compared(
  { target, commit, serving, order, variables, settlement, laterCommits: later }: Comparison,
  { allowOlder }: Inputs,
): Conclusion<typeof contract> {
  const isAnyAllowed = allowOlder && order === undefined;
  const supersededBy = order === 'behind' ? serving?.commit : undefined;
  const restored = supersededBy === undefined ? settlement?.restore : undefined;
  return {
    outputs: {
      ...{ found: serving !== undefined, 'superseded-by': supersededBy, variables, 'later-commits': later },
      'restore-commit': restored?.commit,
      'restore-image': restored?.image,
      'restore-site-release': restored?.siteRelease,
      'restore-sizes': restored?.sizes,
    },
    report: {
      title: `Compare with the release of ${target.app} in ${target.environment}`,
      status: 'unchanged',
      result: isAnyAllowed ? 'Any commit may be deployed (allow-older).' : resultOf(commit, serving, order),
      facts: serving ? [['Serving commit', commitCell(serving)]] : [],
      sections: settlement ? [{ kind: 'note', text: settlementText(settlement) }] : [],
      // The page of a release is that of its deployment.
      isForLogOnly: supersededBy === undefined && settlement === undefined,
    },
  };
}

function resultOf(given: string, current: Release | undefined, order: CommitOrder | undefined): string {
  if (!current) return 'The ledger has no current release; the commit can be deployed.';
  const [commit, serving] = [given.slice(0, 12), current.commit.slice(0, 12)];
  switch (order) {
    case 'behind':
      return `The commit ${commit} is superseded by ${serving}, which serves and has it in its history. Nothing is deployed. To deploy it all the same, roll back to its release, or set allow-older to true, in a new run.`;
    case 'ahead':
      return `The commit ${commit} is later than ${serving}, which serves.`;
    case 'identical':
      return `The commit ${commit} serves already.`;
    case 'diverged':
      return `The commits ${commit} and ${serving}, which serves, are on different branches; neither supersedes the other.`;
    case undefined:
      return `GitHub does not have both commits, ${commit} and ${serving}, which serves; they cannot be compared, and the commit can be deployed.`;
  }
}
