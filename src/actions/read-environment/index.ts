import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { report } from './report.ts';

/** Changes nothing: its plan is always empty. */
export const action = defineAction({
  contract,
  needs: ['environment', 'files'],
  observe,
  plan: ({ name }) => ({ action: contract.name, target: name, changes: [] }),
  apply: async () => undefined,
  report,
});
