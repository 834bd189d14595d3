import type { RunReader, WorkflowRun } from '../../../github/runs.ts';
import { type Entry, entryOf } from '../entry.ts';
import type { Ledger } from '../ledger.ts';
import { doubtAboutImage, doubtAboutMaker, doubtAboutRun, isBelieved } from './doubt.ts';
import { type Attempt, attemptOf, contradicts } from './rival.ts';
import type { Rules } from './rules.ts';

/** Gives an entry with only what GitHub vouches for: a success that it does not vouch for is taken away, and the doubt told. */
export type Witness = (entry: Entry) => Promise<Entry>;

/** Who asks GitHub which entries of a ledger count. */
export interface Witnesses {
  /** What did not succeed is not asked about. */
  readonly ofSuccess: Witness;
  /** Also of what failed: without a run that vouches for it, no entry says anything. */
  readonly ofAll: Witness;
}

export function witnessesOf(rules: Rules, repository: RunReader, ledger: Ledger): Witnesses {
  const ofSuccess: Witness = async (entry) => {
    if (entry.succeededAt === undefined) return entry;
    const vouching = await vouchingRun(entry);
    if (typeof vouching === 'string') return doubted(entry, vouching);
    const rival = await rivalOf(entry, vouching);
    return rival === undefined
      ? believed(entry, vouching)
      : doubted(entry, `its run has a second record that says something else (${rival.deployment.id})`);
  };

  return {
    ofSuccess,
    async ofAll(entry) {
      if (entry.succeededAt !== undefined) return ofSuccess(entry);
      const vouching = await vouchingRun(entry);
      return typeof vouching === 'string' ? doubted(entry, vouching) : entry;
    },
  };

  /** The run of an entry, or why it does not vouch for it. */
  async function vouchingRun({ deployment, release }: Entry): Promise<WorkflowRun | string> {
    const early = doubtAboutMaker(deployment) ?? doubtAboutImage(release);
    if (early !== undefined) return early;
    const attempt = attemptOf(release);
    if (!attempt) return 'it names no run';
    const found = await repository.workflowRun(attempt.id, attempt.attempt);
    if (!found) return `its run ${attemptName(attempt)} does not exist in ${rules.repository}`;
    return (
      doubtAboutRun(found, deployment, rules) ?? (await doubtAboutCommits(found.commit, deployment.commit)) ?? found
    );
  }

  async function doubtAboutCommits(...commits: readonly string[]): Promise<string | undefined> {
    const known = await Promise.all(commits.map(isReleasable));
    const strange = commits[known.indexOf(false)];
    return strange && `its commit ${strange.slice(0, 12)} is not in the history of ${rules.head.slice(0, 12)}`;
  }

  async function isReleasable(commit: string): Promise<boolean> {
    if (await repository.isInHistory(commit, rules.head)) return true;
    const later = rules.laterOf && (await repository.branchHead(rules.laterOf.branch));
    return later !== undefined && later !== rules.head && repository.isInHistory(commit, later);
  }

  /** Another entry that the same run vouches for as well. Which of the two its job made, nobody can tell. */
  async function rivalOf(entry: Entry, { startedAt }: WorkflowRun): Promise<Entry | undefined> {
    for await (const deployment of ledger.deployments()) {
      if (Date.parse(deployment.createdAt) < Date.parse(startedAt)) return undefined;
      if (deployment.id === entry.deployment.id) continue;
      const other = entryOf(deployment, []);
      if (other.release.run !== entry.release.run || typeof (await vouchingRun(other)) === 'string') continue;
      const ended = await ledger.entry(deployment);
      if (contradicts(ended, entry)) return ended;
    }
    return undefined;
  }
}

/** A witness for those who look for the current release: what is not in the state `success` is not asked about. */
export function currentOnly(witness: Witness): Witness {
  return async (entry) => (entry.state === 'success' ? witness(entry) : entry);
}

function believed(entry: Entry, run: WorkflowRun): Entry {
  const statuses = entry.statuses.filter((status) => status.state !== 'success' || isBelieved(status, run));
  const rest = entryOf(entry.deployment, statuses);
  return rest.succeededAt === undefined ? { ...rest, doubt: 'its success was not set by a job of its run' } : rest;
}

/** Without its success. */
function doubted({ deployment, statuses }: Entry, doubt: string): Entry {
  const others = statuses.filter(({ state }) => state !== 'success');
  return { ...entryOf(deployment, others), doubt };
}

function attemptName({ id, attempt }: Attempt): string {
  return attempt === 1 ? String(id) : `${id} (attempt ${attempt})`;
}
