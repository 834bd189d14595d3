import { UserError } from '../../../errors.ts';
import type { Step } from '../../../lifecycle/action.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { inStepFolder } from '../build/in-step-folder.ts';
import { recipe } from '../build/recipe.ts';
import type { contract } from '../contract.ts';
import type { Outcome } from '../outcome.ts';
import type { PushChange } from '../plan.ts';
import type { BuildOnly } from './observe.ts';

/** Builds the source; the image gets no name and is not pushed. */
export async function applyBuildOnly(
  { inputs, observation: { content, builder, cache } }: Step<typeof contract, BuildOnly, PushChange>,
  { imageBuilder }: Pick<Ports, 'imageBuilder'>,
  context: Context,
): Promise<Outcome> {
  const { clock, log, signal } = context;
  const begun = clock.now().getTime();
  const phases = () => [{ name: 'build', seconds: (clock.now().getTime() - begun) / 1_000 }];
  log.info(`Building with ${builder.kind} ${builder.version}.`);
  try {
    const reusedSteps = await inStepFolder(imageBuilder.writer, undefined, context, (folder) =>
      imageBuilder.writer
        .session(builder, { folder, onLine: log.info, signal })
        .tryBuild(recipe(inputs, content, cache, context)),
    );
    return { blobs: [], reusedSteps, phases: phases() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { blobs: [], phases: phases(), failure: error };
  }
}
