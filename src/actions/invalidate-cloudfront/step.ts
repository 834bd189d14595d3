import type { Distribution } from '../../aws/cloudfront.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import type { Invalidate } from './plan.ts';

/** What is known when an invalidation is applied and reported. */
export type InvalidationStep = Step<typeof contract, readonly Distribution[], Invalidate>;
