import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['gitHub'],
  observe: (inputs, { gitHub }, context) => observe(inputs, gitHub, context),
  plan: (_, { sub = '' }) => ({ action: 'explain-identity', target: sub, changes: [] }),
  apply: async () => undefined,
  report,
});
