import type { Bar, Section } from '../../../report/report.ts';
import type { Outcome } from '../apply.ts';
import { hasChanged, type StageResult } from '../stage-result.ts';

/** What is over sooner needs no picture. */
const minSeconds = 0.05;

/** When each stage ran, and each step of a rollback; nothing where a run has found all as it should be, or was over at once. */
export function timeline(outcome: Outcome | undefined): readonly Section[] {
  const bars = barsOf(outcome);
  const isShort = bars.reduce((sum, { seconds }) => sum + seconds, 0) < minSeconds;
  if (isShort || bars.every(({ ending }) => ending === 'unchanged')) return [];
  return [{ kind: 'timeline', title: 'Stages over time, in UTC', bars }];
}

export function barsOf(outcome: Outcome | undefined): readonly Bar[] {
  const steps = outcome?.rollback?.kind === 'tried' ? outcome.rollback.steps : [];
  return [
    ...(outcome?.results ?? []).map((result) => ({
      ...{ name: result.planned.stage.title, begun: result.begun, seconds: result.seconds },
      ending: endingOf(result),
    })),
    ...steps.map(({ what, begun, seconds, failure }) => ({
      ...{ name: what === 'Check' ? 'Check again' : `${what} back`, begun, seconds },
      ending: failure ? ('failed' as const) : ('restored' as const),
    })),
  ];
}

function endingOf(result: StageResult): Bar['ending'] {
  if (result.ending.failure) return 'failed';
  return hasChanged(result) ? 'changed' : 'unchanged';
}
