import { hasMembers } from '../../domain/json.ts';
import type { Release } from '../../domain/release.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Deployment } from '../../github/deployments.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { recentEntries } from './entries.ts';
import { type Entry, payloadOf } from './entry.ts';
import { type Ledger } from './ledger.ts';
import { missing, notRecorded } from './missing.ts';
import type { Target } from './targets.ts';
import { doubtAboutMaker } from './trust/doubt.ts';
import { attemptOf, isAnnouncement } from './trust/rival.ts';
import { isOpen, ownAttempt } from './unfinished.ts';

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
  /** Announcements from before this one that have no end. */
  readonly open: readonly Entry[];
  /** Why the ledger of a release that serves could not be read. */
  readonly trouble?: UserError;
}

interface Recording {
  readonly target: Target;
  readonly ledger: Ledger;
  readonly release: Release;
}

/** The trouble of a record is none of the release: what was deployed and verified stays green. */
export async function ended(inputs: Inputs, recording: Recording, context: Context): Promise<Ended> {
  if (!inputs.state) throw missing('state', 'finish');
  const state = inputs.state === 'cancelled' ? 'error' : inputs.state;
  try {
    return await read(inputs, { ...recording, state }, context);
  } catch (error) {
    const trouble = causeOf(error, context.signal);
    if (state !== 'success' || !(trouble instanceof UserError) || trouble instanceof WrongDeployment) throw trouble;
    const { target, release } = recording;
    context.log.warning(notRecorded(trouble.message));
    return { operation: 'finish', target, release, state, ...nothing, trouble };
  }
}

const nothing = { started: undefined, same: undefined, active: [], open: [] } as const;

async function read(
  { deploymentId, release: given }: Inputs,
  { target, ledger, release: known, state }: Recording & Pick<Ended, 'state'>,
  { run }: Pick<Context, 'run'>,
): Promise<Ended> {
  const entries = await recentEntries(ledger);
  const announced = entries.filter(
    (entry) => isOpen(entry) && isAnnouncement(entry.release) && isByJob(entry.deployment),
  );
  const { id } = ownAttempt(run);
  const own = announced.find(({ release }) => attemptOf(release)?.id === id);
  const started = deploymentId === undefined ? own : await startedEntry(deploymentId, ledger, target);
  // Where the step that deploys has said nothing, it was killed.
  const isUnsettled = state !== 'success' && started !== undefined && Object.keys(given ?? {}).length === 0;
  const release = isUnsettled ? { ...known, unsettled: 'true' } : known;
  const [newest] = entries;
  const isSame =
    newest && isByJob(newest.deployment) && hasMembers(newest.deployment.payload, payloadOf(release, state));
  return {
    ...{ operation: 'finish', target, release, state, started },
    same: isSame ? await ledger.entry(newest.deployment) : undefined,
    active: entries.filter((entry) => entry.state === 'success'),
    open: announced.filter(({ deployment }) => started !== undefined && deployment.id < started.deployment.id),
  };
}

/** Whether an earlier attempt of this step may have made it, and nobody else in its name. */
function isByJob(deployment: Deployment): boolean {
  return doubtAboutMaker(deployment) === undefined;
}

class WrongDeployment extends UserError {}

async function startedEntry(id: number, ledger: Ledger, { app, environment }: Target): Promise<Entry> {
  const deployment = await ledger.deployment(id);
  if (deployment) return ledger.entry(deployment);
  throw new WrongDeployment({
    what: `The deployment ${id} does not belong to ${app} in ${environment}; nothing was recorded.`,
    next: 'Give the output `deployment-id` of the step that started it, and the same environment and app.',
  });
}
