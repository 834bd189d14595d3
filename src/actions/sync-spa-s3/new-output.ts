import { UserError } from '../../errors.ts';

/** Runs a build; one that writes nothing into its folder would let an earlier build pass for this commit's. */
export async function demandNewOutput(
  build: () => Promise<'built' | 'not run'>,
  state: () => Promise<string | undefined>,
  shown: string,
): Promise<void> {
  const before = await state();
  const answer = await build();
  // A folder that is not there is told with those that were probably meant.
  if (answer === 'not run' || before === undefined || (await state()) !== before) return;
  throw new UserError({
    what: `The build-command ended well, but has written nothing into ${shown}; nothing was uploaded.`,
    why: 'What is there was made before, perhaps of another commit.',
    next: `Let \`source\` name the folder that the command writes. Where a build tool leaves alone what is up to date, let the command remove the folder first. To deploy what is there, leave build-command out.`,
  });
}
