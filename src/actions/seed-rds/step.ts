import type { Step } from '../../lifecycle/action.ts';
import type { Migrator } from '../../sql/migrator.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { DatabaseChange } from './plan.ts';

export type SeedStep = Step<typeof contract, Observation, DatabaseChange>;

/** A step under the database's lock: its plan is made from the ledger as it is now. */
export interface LockedStep extends SeedStep {
  readonly migrator: Migrator;
}
