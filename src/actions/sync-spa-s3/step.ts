import type { Step } from '../../lifecycle/action.ts';
import type { SyncChange } from './change.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observation.ts';
import { rollbackTarget } from './rollback.ts';

/** What is known when a sync is applied and reported. */
export type SyncStep = Step<typeof contract, Observation, SyncChange>;

/** The name of the release that a step makes, or rolls back to. */
export function releaseId({ inputs, observation }: Pick<SyncStep, 'inputs' | 'observation'>): string {
  if (inputs.rollbackTo !== undefined) return rollbackTarget(observation.manifest, inputs.rollbackTo);
  return inputs.releaseId ?? (observation.commit || observation.now);
}
