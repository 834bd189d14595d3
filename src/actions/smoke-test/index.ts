import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['environment', 'files', 'probe', 'processes', 'random', 'secrets'],
  // Nothing speaks against the release before something was seen of it.
  outputsAtFirst: { 'safe-to-rollback': false },
  observe,
  plan,
  apply,
  report,
});
