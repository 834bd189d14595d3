import { defineAction } from '../action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { releaseId, report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['s3', 'tree', 'processes'],
  observe,
  plan,
  apply: (step, { s3 }, { tree }, context) => {
    const target = {
      inputs: step.inputs,
      observation: step.observation,
      changes: step.plan.changes,
      releaseId: releaseId(step),
    };
    return apply(target, s3, tree, context);
  },
  report,
});
