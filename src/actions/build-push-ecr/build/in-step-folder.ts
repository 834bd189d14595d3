import type { ImageBuilderWriter } from '../../../container/build/image-builder.ts';
import type { RepositoryLogin } from '../../../container/registry.ts';
import type { Context } from '../../../lifecycle/context.ts';

/** Where the post phase finds the folder of a step that was stopped. */
export const stepFolderState = 'step-folder';

/** Works with a folder of the step's own, in which builders find the logins; it is removed afterwards. */
export async function inStepFolder<T>(
  imageBuilder: ImageBuilderWriter,
  login: RepositoryLogin | undefined,
  { run, state }: Pick<Context, 'run' | 'state'>,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await imageBuilder.stepFolder(run.temporary);
  state.save(stepFolderState, folder);
  try {
    await imageBuilder.login(folder, login);
    return await body(folder);
  } finally {
    await imageBuilder.removeStepFolder(folder);
  }
}
