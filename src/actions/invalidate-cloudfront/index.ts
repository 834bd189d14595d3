import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/plan.ts';
import { defineAction } from '../action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['cloudFront'],
  observe: (inputs, { cloudFront }, { signal }) => observe(inputs, cloudFront, signal),
  plan,
  async apply({ inputs, plan: { target, changes } }, { cloudFront: writer }, { cloudFront: reader }, context) {
    const paths = changes.flatMap((change) => change.paths);
    if (paths.length === 0) return undefined;
    const order = { distributionId: target, paths, reference: referenceOf(target, paths, context.run.attempt) };
    return apply(order, inputs, writer, reader, context);
  },
  report,
});

/**
 * The caller reference. It must differ between deployments, or going back to an earlier release (same paths, same
 * content) would be taken for the invalidation of that time; so it holds the attempt of the run, not the content alone.
 */
function referenceOf(distributionId: string, paths: readonly string[], attempt: string): string {
  return createHash('sha256').update(canonicalJson({ distributionId, paths, attempt })).digest('hex');
}
