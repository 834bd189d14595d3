import type { Run } from '../../github/run.ts';
import type { RunReader } from '../../github/runs.ts';
import type { Entry } from './entry.ts';
import { type Attempt, attemptOf } from './trust/rival.ts';
import type { Witness } from './trust/witness.ts';

/** The newest release, where the ledger does not have its end, or its deployment has left the environment between two releases. */
export interface Unfinished {
  /**
   * `died`: its run is over, and has recorded no end. `unsettled`: it failed, and could not be put back. `unrecorded`: its run is
   * green, only the record is missing. `running`: its run goes on.
   */
  readonly kind: 'died' | 'unsettled' | 'unrecorded' | 'running';
  readonly entry: Entry;
}

interface Asked {
  readonly witness: Witness;
  readonly runs: Pick<RunReader, 'workflowRun'>;
  readonly run: Pick<Run, 'attempt'>;
}

/** Each may be a request; many that count for nothing in a row are nobody's but a forger's. */
const maxLookups = 10;

/** Looks at the newest entry that GitHub vouches for; each run settles what the one before has left. */
export async function unfinishedRelease(entries: readonly Entry[], asked: Asked): Promise<Unfinished | undefined> {
  const own = ownAttempt(asked.run);
  for (const entry of entries.slice(0, maxLookups)) {
    const attempt = attemptOf(entry.release);
    if (!attempt || (attempt.id === own.id && attempt.attempt >= own.attempt)) continue;
    if ((await asked.witness(entry)).doubt !== undefined) continue;
    if (isOpen(entry)) return { kind: await kindOf(attempt, own, asked), entry };
    return entry.release.unsettled === 'true' ? { kind: 'unsettled', entry } : undefined;
  }
  return undefined;
}

/** Whether a deployment has begun and not ended. */
export function isOpen({ state }: Pick<Entry, 'state'>): boolean {
  return state === 'in_progress' || state === 'pending' || state === 'queued';
}

/** An earlier attempt of the own run is over, whatever GitHub says of the run. */
async function kindOf(attempt: Attempt, own: Attempt, { runs }: Asked): Promise<Unfinished['kind']> {
  if (attempt.id === own.id) return 'died';
  const run = await runs.workflowRun(attempt.id, attempt.attempt);
  if (run?.endedAt === undefined) return 'running';
  return run.isGreen ? 'unrecorded' : 'died';
}

/** The attempt of this run, as in "7-1". */
export function ownAttempt({ attempt }: Pick<Run, 'attempt'>): Attempt {
  const [id = '', number = ''] = attempt.split('-');
  return { id: Number(id), attempt: Number(number) };
}
