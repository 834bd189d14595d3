import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { endOfJob } from './end-of-job.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { stagePorts } from './stage.ts';

export const action = defineAction({
  contract,
  needs: ['cloudFormation', ...stagePorts],
  groupsItself: true,
  observe,
  plan,
  apply,
  report,
  post: endOfJob,
});
