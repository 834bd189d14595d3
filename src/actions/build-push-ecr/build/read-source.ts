import type { AccessTo, BaseImages, BuildContext } from '../../../container/build/image-builder.ts';
import { isJobCredential } from '../../../domain/secret/job-credential.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { Inputs } from '../contract.ts';
import { type SourceKeys, sourceKeysOf } from './source-key.ts';
import { demandSsh, sshForwards } from './ssh-forwards.ts';

/** What an image is built from. */
export interface Source extends SourceKeys {
  readonly kind: 'build';
  readonly context: BuildContext;
  readonly bases: BaseImages;
}

/** Reads the source to build, or throws a UserError for one that cannot be built. */
export async function readSource(
  inputs: Inputs,
  { imageBuilder, accessTo }: Pick<ReadPorts, 'imageBuilder'> & { readonly accessTo: AccessTo },
  context: Context,
): Promise<Source> {
  const { workspace } = context.run;
  demandNoCredentials(inputs);
  demandSecrets(inputs, imageBuilder.unsetVariables(inputs.buildSecrets.map(({ value }) => value)));
  demandSsh(sshForwards(inputs, context.run), imageBuilder);
  const place = { workspace, context: inputs.context, dockerfile: inputs.dockerfile, named: inputs.buildContexts };
  const [source, bases] = await Promise.all([
    imageBuilder.context(place, context.signal),
    imageBuilder.baseImages(
      place,
      { buildArguments: inputs.buildArgs, platforms: inputs.platforms, accessTo },
      context.signal,
    ),
  ]);
  tellOf(source, bases, context);
  return { kind: 'build', context: source, bases, ...sourceKeysOf(inputs, source, bases) };
}

function tellOf({ housekeeping }: BuildContext, { unknown }: BaseImages, { log }: Pick<Context, 'log'>): void {
  if (unknown.length > 0)
    log.info(
      `There is no source key, so the image of an earlier revision is not used again: not known is ${unknown.join('; ')}.`,
    );
  if (housekeeping.length > 0)
    log.info(
      `The build context holds ${housekeeping.join(' and ')}, so a change there builds and deploys again. A line for each in .dockerignore leaves it out.`,
    );
}

/** A Dockerfile runs anybody's code. A token of GitHub is no such credential: packages may need one. */
function demandNoCredentials({ buildSecrets }: Inputs): void {
  const given = buildSecrets.filter(({ value }) => isJobCredential(value));
  if (given.length === 0) return;
  throw new UserError({
    what: `The build secrets ${given.map(({ name }) => name).join(', ')} are refused; nothing was built.`,
    why: `By ${given.map(({ value }) => value).join(', ')} a build could act as the job.`,
    next: 'Give it credentials of its own, with no more rights than the build needs.',
  });
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
