import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { clearMilliseconds, stepFolderState } from './build/in-step-folder.ts';
import { applyBuildOnly } from './build-only/apply.ts';
import { type BuildOnly, observeBuildOnly } from './build-only/observe.ts';
import { planBuildOnly } from './build-only/plan.ts';
import { reportBuildOnly } from './build-only/report.ts';
import { contract } from './contract.ts';
import { type Observation, observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['ecr', 'registry', 'imageArchive', 'imageBuilder', 'files'],
  observe: (inputs, ports, context): Promise<Observation | BuildOnly> =>
    inputs.push ? observe(inputs, ports, context) : observeBuildOnly(inputs, ports, context),
  plan: (inputs, observation) =>
    observation.kind === 'build only' ? planBuildOnly(inputs, observation) : plan(inputs, observation),
  apply({ inputs, observation, plan }, ports, context) {
    return observation.kind === 'build only'
      ? applyBuildOnly({ inputs, observation, plan }, ports, context)
      : apply({ inputs, observation, plan }, ports, context);
  },
  report({ inputs, observation, plan }, outcome) {
    return observation.kind === 'build only'
      ? reportBuildOnly(inputs, observation, outcome)
      : report({ inputs, observation, plan }, outcome);
  },
  /** Removes the registry login of a step that was killed, and what its build has left in the engine. */
  async post(state, ports) {
    const folder = state.get(stepFolderState);
    if (folder) await (await ports.imageBuilder()).writer.removeStepFolder(folder, clearMilliseconds.usually);
  },
});
