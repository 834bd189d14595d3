import type { RemoteRepository } from '../../container/registry.ts';
import type { StoredManifest } from '../../domain/image-manifest.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import type { Content } from './content.ts';
import { imageLabels } from './labels.ts';
import type { ApplyPorts, PhaseOf, ToApply } from './outcome.ts';
import { sourceTag } from './source-key.ts';

type Build = Extract<Content, { kind: 'build' }>;

/** Where the post phase finds the login that a step was stopped with. */
export const loginFolderState = 'login-folder';

/** Builds the source with the builder that was found, and pushes the result; the login lives no longer than that. */
export async function buildImage(
  step: ToApply,
  content: Build,
  target: RemoteRepository,
  ports: ApplyPorts,
  context: Context,
  phase: PhaseOf,
): Promise<StoredManifest> {
  const { imageBuilder } = ports;
  const folder = await imageBuilder.loginFolder(context.run.temporary);
  context.state.save(loginFolderState, folder);
  try {
    await imageBuilder.login(folder, target);
    return await buildAndPush(step, content, target, folder, ports, context, phase);
  } finally {
    await imageBuilder.removeLogin(folder);
  }
}

async function buildAndPush(
  step: ToApply,
  content: Build,
  target: RemoteRepository,
  loginFolder: string,
  ports: ApplyPorts,
  context: Context,
  phase: PhaseOf,
): Promise<StoredManifest> {
  const { inputs, observation } = step;
  const { builder } = observation;
  if (!builder) throw new Error('A build was planned without a builder.');
  const tag = pushTag(step, content);
  const order = {
    context: content.context,
    target: inputs.target,
    buildArguments: inputs.buildArgs,
    secrets: inputs.buildSecrets.map(({ name, value }) => ({ id: name, variable: value })),
    platform: inputs.platforms,
    labels: imageLabels(inputs, context.run, content.sourceKey, context.clock.now()),
    image: `${target.host}/${target.name}:${tag}`,
  };
  const { signal, log } = context;
  log.info(`Building with ${builder.kind} ${builder.version}.`);
  const { imageBuilder, ecr } = ports;
  await phase('build', () => imageBuilder.build(builder, order, loginFolder, log.info, signal));
  const pushed = await phase('push', () =>
    imageBuilder.push(builder, order.image, loginFolder, inputs.pushAttempts, signal),
  );
  const wanted = pushed === 'refused' ? { tag } : { digest: pushed.digest };
  const [found] = await ecr.images(observation.id, [wanted], signal);
  return found && (pushed !== 'refused' || tag === sourceTag(content.sourceKey)) ? found : lost(order.image, pushed);
}

/**
 * Builders push by tag only. The tag of the source comes first: should somebody else have pushed the same source in the
 * meantime, the registry refuses ours, and theirs is as good.
 */
function pushTag({ plan }: ToApply, { sourceKey }: Build): string {
  const tags = plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
  return tags.find((tag) => tag === sourceTag(sourceKey)) ?? tags[0] ?? sourceTag(sourceKey);
}

function lost(image: string, pushed: { readonly digest: string } | 'refused'): never {
  throw pushed === 'refused'
    ? new UserError({
        what: `The image was built, but its tag ${image} was set to another image in the meantime.`,
        why: 'The repository does not let it move.',
        next: 'Run the job again to see which image has the tag.',
      })
    : new UserError({
        what: `${image} was pushed as ${pushed.digest}, but ECR does not have it.`,
        next: 'Check that nothing deletes images of this repository, and run the job again.',
      });
}
