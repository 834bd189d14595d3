import type { BaseImages, BuildContext } from '../../../container/build/image-builder.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { Inputs } from '../contract.ts';
import { type SourceKeys, sourceKeysOf } from './source-key.ts';

/** What an image is built from. */
export interface Source extends SourceKeys {
  readonly kind: 'build';
  readonly context: BuildContext;
  readonly bases: BaseImages;
}

/** Reads the source to build, or throws a UserError for one that cannot be built. */
export async function readSource(
  inputs: Inputs,
  { imageBuilder }: Pick<ReadPorts, 'imageBuilder'>,
  context: Context,
): Promise<Source> {
  const { workspace } = context.run;
  demandSecrets(inputs, imageBuilder.unsetVariables(inputs.buildSecrets.map(({ value }) => value)));
  const place = { workspace, context: inputs.context, dockerfile: inputs.dockerfile };
  const [source, bases] = await Promise.all([
    imageBuilder.context(place, context.signal),
    imageBuilder.baseImages(place, { buildArguments: inputs.buildArgs }, context.signal),
  ]);
  for (const name of bases.unknown)
    context.log.info(
      `The digest of ${name} is not known without a login: a new image behind that name is not noticed.`,
    );
  return { kind: 'build', context: source, bases, ...sourceKeysOf(inputs, source, bases) };
}

function demandSecrets({ buildSecrets }: Inputs, unset: readonly string[]): void {
  if (unset.length === 0) return;
  const ids = buildSecrets.filter(({ value }) => unset.includes(value)).map(({ name }) => name);
  throw new UserError({
    what: `The build secrets ${ids.join(', ')} have no value; nothing was built.`,
    why: `Not set in the environment of this step: ${unset.join(', ')}.`,
    next: 'Set them under `env:` of the step; build-secrets takes the name of a variable, never the secret itself.',
  });
}
