import { deploymentAction } from '../../deployment/action.ts';
import { restorableOf } from '../../deployment/restorable.ts';
import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { notes } from './notes.ts';
import { target } from './target.ts';
import { versionOutputs } from './version-outputs.ts';

const deployment = deploymentAction(target);

export const action = defineAction({
  contract,
  ...deployment,
  report(step, outcome) {
    const { report, outputs, failure } = deployment.report(step, outcome);
    const { inputs, observation } = step;
    return {
      outputs: { ...outputs, ...versionOutputs(observation, outcome) },
      report: { ...report, sections: [...(report.sections ?? []), ...notes(inputs, observation)] },
      failure,
    };
  },
});

export const restorable = restorableOf(target);
