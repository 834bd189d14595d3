import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { LimitReached, UserError } from '../../errors.ts';
import { recentEntries } from './entries.ts';
import type { Entry } from './entry.ts';
import type { Source } from './find.ts';
import { currentOf } from './ledger.ts';
import type { Target } from './targets.ts';
import { currentOnly } from './trust/witness.ts';

/** The current release of a target, its newest deployment, and the entries that do not count. */
export interface TargetState extends Target {
  readonly current: Entry | undefined;
  readonly newest: Entry | undefined;
  readonly doubted: readonly Entry[];
  /** Why it could not be read. */
  readonly unknown?: UserError;
}

/** So many ledgers are read side by side. */
const limit = 8;

/** The states of all targets. When the token's requests are used up midway, those that were read are kept. */
export function statesOf(sources: readonly Source[]): Promise<readonly TargetState[]> {
  return mapConcurrently(sources, limit, async ({ target, ledger, witness }) => {
    try {
      const entries = await recentEntries(ledger, { check: currentOnly(witness) });
      const doubted = entries.filter(({ doubt }) => doubt !== undefined);
      return { ...target, current: currentOf(entries), newest: entries[0], doubted };
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      return { ...target, current: undefined, newest: undefined, doubted: [], unknown: error };
    }
  });
}
