import { defineAction } from '../action.ts';
import { apply } from './apply.ts';
import { stepFolderState } from './build/build-image.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['ecr', 'registry', 'imageArchive', 'imageBuilder', 'files'],
  observe,
  plan,
  apply: (step, writers, readers, context) =>
    apply(
      step,
      {
        ecr: { ...readers.ecr, ...writers.ecr },
        registry: { ...readers.registry, ...writers.registry },
        imageBuilder: writers.imageBuilder,
        files: writers.files,
      },
      context,
    ),
  report,
  /** Removes the registry login that a step left which could not end by itself. */
  async post(state, ports) {
    const folder = state.get(stepFolderState);
    if (folder) await (await ports.imageBuilder()).writer.removeStepFolder(folder);
  },
});
