import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { report } from './report.ts';

/** Changes nothing: its plan is always empty. */
export const action = defineAction({
  contract,
  needs: ['files', 'tree'],
  observe,
  plan: () => ({ action: contract.name, target: 'the environments of the config files', changes: [] }),
  apply: async () => undefined,
  report: ({ observation }) => report(observation),
});
