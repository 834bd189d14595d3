import type { Release } from '../../domain/release.ts';
import type { Run } from '../../github/run.ts';
import type { RunReader } from '../../github/runs.ts';
import type { Entry } from './entry.ts';
import type { Unfinished } from './unfinished.ts';

/** What an earlier release has left, and the release that is restored before anything else is deployed. */
export interface Settlement {
  readonly unfinished: Unfinished;
  readonly restore: Release | undefined;
  /** Why nothing is restored, as a sentence. */
  readonly why: string;
}

interface Known {
  readonly unfinished: Unfinished;
  /** The last green release. */
  readonly current: Entry | undefined;
  /** The commit that is to be deployed. */
  readonly commit: string;
}

/** Its config file is read beside a role, so the commit must be in the history of the one that runs. */
export async function settlementOf(
  { unfinished, current, commit }: Known,
  runs: Pick<RunReader, 'isInHistory'>,
  { head }: Pick<Run, 'head'>,
): Promise<Settlement> {
  const left = (why: string): Settlement => ({ unfinished, restore: undefined, why });
  if (unfinished.kind === 'running') return left('It is left alone.');
  if (unfinished.kind === 'unrecorded') return left('It counts as the one that serves.');
  if (!current) return left('There is no release before it that could be restored.');
  const { release } = current;
  if (release.commit === commit) return left('This run deploys the last green release anyway.');
  if (!(await runs.isInHistory(release.commit, head)))
    return left(
      `The last green release, ${release.commit.slice(0, 12)}, is not in the history of this run, so it is not restored.`,
    );
  return { unfinished, restore: release, why: '' };
}

export function settlementText({ unfinished: { kind, entry }, restore, why }: Settlement): string {
  const { release, deployment } = entry;
  const which = `The release of ${release.commit.slice(0, 12)}, begun at ${deployment.createdAt} by ${release.run ?? 'an unknown run'},`;
  const state = {
    died: 'has no end in the ledger, though its run is over: its machine died, or its record was lost.',
    unsettled: 'failed midway, and what served before it was not put back.',
    unrecorded: 'is green, but was not recorded.',
    running: 'is still being deployed.',
  }[kind];
  const next = restore ? `First, the last green release is restored: ${restore.commit.slice(0, 12)}.` : why;
  return `${which} ${state} ${next}`;
}
