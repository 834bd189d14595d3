import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['cloudFront', 'random'],
  observe: (inputs, { cloudFront }, { signal }) => observe(inputs, cloudFront, signal),
  plan,
  async apply({ inputs, plan: { changes } }, { cloudFront, random }, context) {
    return changes.length === 0 ? undefined : apply(changes, inputs, { ...cloudFront, random: random.reader }, context);
  },
  report,
});
