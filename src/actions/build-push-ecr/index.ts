import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { stepFolderState } from './build/in-step-folder.ts';
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
  observe: (inputs, readers, context): Promise<Observation | BuildOnly> =>
    inputs.push ? observe(inputs, readers, context) : observeBuildOnly(inputs, readers, context),
  plan: (inputs, observation) =>
    observation.kind === 'build only' ? planBuildOnly(inputs, observation) : plan(inputs, observation),
  apply({ inputs, observation, plan }, { ecr, registry, imageBuilder, files }, context) {
    if (observation.kind === 'build only') return applyBuildOnly(inputs, observation, imageBuilder.writer, context);
    const ports = {
      ecr: { ...ecr.reader, ...ecr.writer },
      registry: { ...registry.reader, ...registry.writer },
      imageBuilder: imageBuilder.writer,
      files: files.writer,
    };
    return apply({ inputs, observation, plan }, ports, context);
  },
  report: ({ inputs, observation, plan }, outcome) =>
    observation.kind === 'build only'
      ? reportBuildOnly(inputs, observation, outcome)
      : report({ inputs, observation, plan }, outcome),
  /** Removes the registry login that a step left which could not end by itself. */
  async post(state, ports) {
    const folder = state.get(stepFolderState);
    if (folder) await (await ports.imageBuilder()).writer.removeStepFolder(folder);
  },
});
