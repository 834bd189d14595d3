import type { Distribution } from '../../aws/cloudfront.ts';
import { batchesOf } from '../../domain/batches.ts';
import { collapsePaths } from '../../domain/invalidation-path.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import { keptPaths } from './kept-paths.ts';

/** One call of CreateInvalidation. */
export interface Invalidate extends Change {
  readonly kind: 'invalidate';
  readonly distributionId: string;
  /** Paths, and cache tags with a `#` in front. */
  readonly paths: readonly string[];
}

/** How much one distribution takes at a time: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const quota = { paths: 3_000, wildcards: 15 } as const;

type Wanted = Pick<Inputs, 'distributionId' | 'domain' | 'paths' | 'tags' | 'rewrites' | 'routing' | 'maxPaths'>;

/** For each distribution the fewest paths that cover what changed, in calls that fit its quotas; or nothing. */
export function plan(inputs: Wanted, distributions: readonly Distribution[]): Plan<Invalidate> {
  const named = inputs.distributionId.length > 0 ? inputs.distributionId : inputs.domain;
  return {
    action: 'invalidate-cloudfront',
    target: (distributions.length > 0 ? distributions.map(({ id }) => id) : named).join(', '),
    changes: distributions.flatMap((distribution) =>
      calls(itemsOf(inputs, distribution)).map((paths) => ({
        kind: 'invalidate',
        resource: distribution.arn,
        distributionId: distribution.id,
        paths,
      })),
    ),
  };
}

function itemsOf({ paths, tags, rewrites, routing, maxPaths }: Wanted, distribution: Distribution): readonly string[] {
  const tagged = [...new Set(tags)].toSorted().map((tag) => `#${tag}`);
  return [...tagged, ...collapsePaths(keptPaths(paths.flat(), distribution, { rewrites, routing }), maxPaths)];
}

/** The wildcards are spread over the first calls, the other paths fill them up. */
function calls(items: readonly string[]): readonly (readonly string[])[] {
  const wildcards = batchesOf(
    items.filter((item) => item.endsWith('*') && !item.startsWith('#')),
    quota.wildcards,
  );
  const others = batchesOf(
    items.filter((item) => !item.endsWith('*') || item.startsWith('#')),
    quota.paths - quota.wildcards,
  );
  return Array.from({ length: Math.max(wildcards.length, others.length) }, (_, index) =>
    [...(others[index] ?? []), ...(wildcards[index] ?? [])].toSorted(),
  );
}
