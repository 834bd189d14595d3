import { deploymentAction } from '../../deployment/action.ts';
import { restorableOf } from '../../deployment/restorable.ts';
import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { target } from './target.ts';
import { versionOutputs } from './version-outputs.ts';

const deployment = deploymentAction(target);

export const action = defineAction({
  contract,
  ...deployment,
  report(step, outcome) {
    const conclusion = deployment.report(step, outcome);
    return { ...conclusion, outputs: { ...conclusion.outputs, ...versionOutputs(step.observation, outcome) } };
  },
});

export const restorable = restorableOf(target);
