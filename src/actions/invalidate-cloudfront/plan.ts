import type { Distribution } from '../../aws/cloudfront.ts';
import { collapsePaths } from '../../domain/invalidation-path.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';

export interface Invalidate extends Change {
  readonly kind: 'invalidate';
  readonly paths: readonly string[];
}

/** One invalidation with the fewest paths that cover what changed, or nothing. */
export function plan(inputs: Inputs, distribution: Distribution | undefined): Plan<Invalidate> {
  const target = distribution?.id ?? inputs.distributionId ?? inputs.domain ?? '';
  const changes = distribution
    ? [{ kind: 'invalidate', resource: distribution.arn, paths: collapsePaths(inputs.paths, inputs.maxPaths) } as const]
    : [];
  return { action: 'invalidate-cloudfront', target, changes };
}
