import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import type { SeenPreview } from './observe.ts';
import type { DeleteObject } from './plan.ts';

/** What is known when a sweep is applied and reported. */
export type SweepStep = Step<typeof contract, readonly SeenPreview[], DeleteObject>;
