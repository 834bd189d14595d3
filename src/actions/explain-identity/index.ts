import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { report } from './report.ts';

/** Changes nothing: its plan is always empty. */
export const action = defineAction({
  contract,
  needs: ['gitHub'],
  observe,
  plan: (_, { sub = '' }) => ({ action: contract.name, target: sub, changes: [] }),
  apply: async () => undefined,
  report,
});
