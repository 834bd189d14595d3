import type { ImageBuilderWriter } from '../../../container/build/image-builder.ts';
import type { RepositoryLogin } from '../../../container/registry.ts';
import type { Context } from '../../../lifecycle/context.ts';

/** Where the post phase finds the folder of a step that was stopped. */
export const stepFolderState = 'step-folder';

/** How long an engine may take to let go of what the step has left there; the runner ends a cancelled step soon. */
export const clearMilliseconds = { usually: 30_000, cancelled: 2_500 } as const;

/** Works with a folder of the step's own, in which builders find the logins; it is removed afterwards. */
export async function inStepFolder<T>(
  imageBuilder: ImageBuilderWriter,
  login: RepositoryLogin | undefined,
  { run, state, signal }: Pick<Context, 'run' | 'state' | 'signal'>,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await imageBuilder.stepFolder(run.temporary);
  state.save(stepFolderState, folder);
  try {
    await imageBuilder.login(folder, login);
    return await body(folder);
  } finally {
    await imageBuilder.removeStepFolder(folder, clearMilliseconds[signal.aborted ? 'cancelled' : 'usually']);
  }
}
