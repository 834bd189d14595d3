import { defineAction } from '../../lifecycle/action.ts';
import { repositoryAccess } from '../repository-access.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { type Observation, observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['gitHub'],
  observe: (inputs, { gitHub }, context) => observe(inputs, gitHub, context),
  plan: (inputs, observation: Observation) => plan(inputs, observation),
  async apply({ inputs, observation, plan: { changes } }, { gitHub }, context) {
    if (!('release' in observation)) return undefined;
    return apply(changes, observation.target, inputs.url, gitHub.writer, repositoryAccess(inputs, context), context);
  },
  report,
});
