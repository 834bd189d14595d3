import type { ImageBuilderWriter } from '../../../container/build/image-builder.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import { inStepFolder } from '../build/in-step-folder.ts';
import { recipe } from '../build/recipe.ts';
import type { Inputs } from '../contract.ts';
import type { Outcome } from '../outcome.ts';
import type { BuildOnly } from './observe.ts';

/** Builds the source; the image gets no name, and no registry hears of it. */
export async function applyBuildOnly(
  inputs: Inputs,
  { content, builder, cache }: BuildOnly,
  imageBuilder: ImageBuilderWriter,
  context: Context,
): Promise<Outcome> {
  const { clock, log, signal } = context;
  const begun = clock.now().getTime();
  const phases = () => [{ name: 'build', seconds: (clock.now().getTime() - begun) / 1_000 }];
  log.info(`Building with ${builder.kind} ${builder.version}.`);
  try {
    const reusedSteps = await inStepFolder(imageBuilder, undefined, context, (folder) =>
      imageBuilder.tryBuild(builder, recipe(inputs, content, cache, context), folder, log.info, signal),
    );
    return { blobs: [], reusedSteps, phases: phases() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { blobs: [], phases: phases(), failure: error };
  }
}
