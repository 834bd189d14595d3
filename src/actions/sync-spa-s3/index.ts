import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { forgetPendingInvalidations } from './pending-invalidations.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['s3', 'files', 'tree', 'processes', 'random'],
  observe,
  plan,
  apply,
  report,
  post: forgetPendingInvalidations,
});
