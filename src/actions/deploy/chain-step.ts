import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { StageChange } from './plan.ts';

/** The step of the chain itself. */
export type ChainStep = Step<typeof contract, Observation, StageChange>;
