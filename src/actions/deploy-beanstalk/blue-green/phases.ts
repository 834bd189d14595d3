import type { Operation, PollResult } from '../../../deployment/operation.ts';
import { messageOf, TransientError, UserError } from '../../../errors.ts';

/** A part of a deployment. */
export interface Phase {
  /** "clinic-green": shown before its state. */
  readonly title: string;
  begin(signal: AbortSignal): Promise<Operation | 'busy' | 'done'>;
  /** Whether users still get the version from before when it fails. */
  readonly isHarmless: boolean;
  /** What is left then, in a sentence. */
  readonly left: string;
}

/** Begins phases that follow each other, as one operation under this name. `busy`: the first could not be begun. */
export async function startPhased(
  id: string,
  phases: readonly Phase[],
  signal: AbortSignal,
): Promise<Operation | 'busy'> {
  const begun = await phases[0]?.begin(signal);
  return begun === 'busy' ? begun : phased(id, phases, begun === 'done' ? nothingLeft : begun);
}

type Polled = Pick<Operation, 'poll' | 'abandon'>;

function phased(id: string, phases: readonly Phase[], first: Polled | undefined): Operation {
  let [at, current] = [0, first];
  return {
    id,
    async poll(signal) {
      const phase = phases[at];
      if (!phase) return succeeded;
      current ??= await begin(phase, signal);
      const polled = current ? await current.poll(signal) : busy;
      if (polled === 'missing') return polled;
      if (polled.verdict !== 'succeeded') return shown(phase, polled);
      at += 1;
      current = undefined;
      return at === phases.length ? polled : { ...polled, verdict: 'running', progress: `${phase.title}: done` };
    },
    async abandon(signal) {
      if (current?.abandon) return current.abandon(signal);
      throw new UserError({ what: 'There is no update that could be stopped.' });
    },
  };
}

/** What a phase has begun; undefined: it cannot be begun yet. What stands against its beginning for good is its failure. */
async function begin(phase: Phase, signal: AbortSignal): Promise<Polled | undefined> {
  try {
    const begun = await phase.begin(signal);
    return begun === 'busy' ? undefined : begun === 'done' ? nothingLeft : begun;
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError) || error instanceof TransientError) throw error;
    return always({ status: 'Failed', verdict: 'failed', reason: messageOf(error) });
  }
}

function always(polled: PollResult): Polled {
  return { poll: async () => polled };
}

const succeeded: PollResult = { status: 'Ready', verdict: 'succeeded' };
const busy: PollResult = { status: 'Updating', verdict: 'running', progress: 'busy' };
const nothingLeft = always(succeeded);

function shown({ title, isHarmless, left }: Phase, { status, verdict, progress, reason }: PollResult): PollResult {
  if (verdict === 'running' || verdict === 'failing')
    return { status, verdict, reason, progress: progress ? `${title}: ${progress}` : title };
  const isAsBefore = isHarmless || verdict === 'rolled-back';
  const told = [reason, ...(isAsBefore ? [left] : [])].filter(Boolean).join(' ');
  return { status, verdict: isAsBefore ? 'rolled-back' : verdict, reason: told };
}
