import type { Entry } from './entry.ts';
import type { Source } from './find.ts';
import { currentOf, recentEntries } from './ledger.ts';
import type { Target } from './targets.ts';
import { currentOnly } from './trust/witness.ts';

/** The current release of a target, its newest deployment, and the entries that do not count. */
export interface TargetState extends Target {
  readonly current: Entry | undefined;
  readonly newest: Entry | undefined;
  readonly doubted: readonly Entry[];
}

/** The states of all targets, asked for side by side. */
export function statesOf(sources: readonly Source[]): Promise<readonly TargetState[]> {
  return Promise.all(
    sources.map(async ({ target, ledger, witness }) => {
      const entries = await recentEntries(ledger, { check: currentOnly(witness) });
      const doubted = entries.filter(({ doubt }) => doubt !== undefined);
      return { ...target, current: currentOf(entries), newest: entries[0], doubted };
    }),
  );
}
