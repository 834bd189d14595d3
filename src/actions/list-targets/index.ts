import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { report } from './report.ts';
import { targets } from './targets.ts';

/** Changes nothing: its plan is always empty. */
export const action = defineAction({
  contract,
  needs: ['files', 'tree'],
  async observe(inputs, readers, context) {
    return targets(await observe(inputs, readers, context), inputs);
  },
  plan: () => ({ action: contract.name, target: 'the environments of the config files', changes: [] }),
  apply: async () => undefined,
  report: ({ observation }) => report(observation),
});
