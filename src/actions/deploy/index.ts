import { defineAction } from '../../lifecycle/action.ts';
import { apply, type Outcome } from './apply.ts';
import { contract } from './contract.ts';
import { type Observation, observe } from './observe.ts';
import { plan } from './plan.ts';
import { finish } from './post.ts';
import { report } from './report.ts';
import { stagePorts } from './stages.ts';

export const action = defineAction({
  contract,
  needs: ['cloudFormation', ...stagePorts],
  groupsItself: true,
  observe,
  plan: (inputs, observation: Observation) => plan(inputs, observation),
  apply: ({ inputs, observation }, ports, context): Promise<Outcome> => apply(inputs, observation, { ports, context }),
  report,
  post: finish,
});
