import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['cloudFront', 'files', 'random'],
  observe,
  plan,
  apply,
  report,
});
