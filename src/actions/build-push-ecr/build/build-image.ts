import type { BuildOrder, Built } from '../../../container/build/image-builder.ts';
import type { PushedBlob, RemoteRepository } from '../../../container/registry.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../action.ts';
import type { Content } from '../content.ts';
import type { ApplyPorts, Brought, PhaseOf, ToApply } from '../outcome.ts';
import { pushSource } from '../push-source.ts';
import { imageLabels } from './labels.ts';
import { sourceTag } from './source-key.ts';

/** Where the post phase finds the folder of a step that was stopped. */
export const stepFolderState = 'step-folder';

/** A build, and all that it is carried out with. */
export interface BuildJob {
  readonly step: ToApply;
  readonly content: Extract<Content, { kind: 'build' }>;
  readonly target: RemoteRepository;
  readonly ports: ApplyPorts;
  readonly context: Context;
  readonly phase: PhaseOf;
}

/** Builds the source with the builder that was found, and pushes the result; the login lives no longer than that. */
export async function buildImage(job: BuildJob): Promise<Brought> {
  const { imageBuilder } = job.ports;
  const folder = await imageBuilder.stepFolder(job.context.run.temporary);
  job.context.state.save(stepFolderState, folder);
  try {
    await imageBuilder.login(folder, job.target);
    return await buildAndPush(job, folder);
  } finally {
    await imageBuilder.removeStepFolder(folder);
  }
}

async function buildAndPush(job: BuildJob, folder: string): Promise<Brought> {
  const { step, content, target, ports, context, phase } = job;
  const { builder, id } = step.observation;
  if (!builder) throw new Error('A build was planned without a builder.');
  const tag = pushTag(job);
  const order = buildOrder(job, `${target.host}/${target.name}:${tag}`);
  context.log.info(`Building with ${builder.kind} ${builder.version}.`);
  const built = await phase('build', () =>
    ports.imageBuilder.build(builder, order, folder, context.log.info, context.signal),
  );
  const pushed = await phase('push', () => push(job, built, order, tag, folder));
  const [found] = await ports.ecr.images(id, [pushed.refused ? { tag } : { digest: pushed.digest }], context.signal);
  if (!found || (pushed.refused && tag !== sourceTag(content.sourceKey))) throw lost(order.image, pushed);
  return pushed.refused ? { manifest: found, blobs: [] } : { ...pushed, manifest: found };
}

/**
 * Engines push by tag only, so one of the tags comes first: that of the source. Should somebody else have pushed the same
 * source in the meantime, the registry refuses ours, and theirs is as good.
 */
function pushTag({ step, content }: BuildJob): string {
  const tags = step.plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
  return tags.find((tag) => tag === sourceTag(content.sourceKey)) ?? tags[0] ?? sourceTag(content.sourceKey);
}

function buildOrder({ step: { inputs, observation }, content, context }: BuildJob, image: string): BuildOrder {
  return {
    context: content.context,
    target: inputs.target,
    buildArguments: inputs.buildArgs,
    secrets: inputs.buildSecrets.map(({ name, value }) => ({ id: name, variable: value })),
    platforms: inputs.platforms,
    labels: imageLabels(inputs, context.run, content, context.clock.now()),
    cache: observation.cache,
    provenance: inputs.provenance,
    sbom: inputs.sbom,
    freshBases: Object.keys(content.bases.digests).length > 0 && content.bases.unknown.length === 0,
    image,
  };
}

type Pushed =
  | { readonly refused: true }
  | {
      readonly refused: false;
      readonly digest: string;
      readonly blobs: readonly PushedBlob[];
      readonly layersPresent?: number;
    };

async function push(
  { step, target, ports, context }: BuildJob,
  built: Built,
  order: BuildOrder,
  tag: string,
  folder: string,
): Promise<Pushed> {
  const { inputs, observation } = step;
  if (built.kind === 'stored') {
    const pushed = await ports.imageBuilder.push(built.engine, order, folder, inputs.pushAttempts, context.signal);
    return pushed === 'refused' ? { refused: true } : { refused: false, blobs: [], ...pushed };
  }
  const { manifest, blobs } = await pushSource(built.image, target, step, ports, context);
  const tagged = await ports.ecr.tagImage(observation.id, manifest, tag, context.signal);
  return tagged === 'refused' ? { refused: true } : { refused: false, digest: manifest.digest, blobs };
}

function lost(image: string, pushed: Pushed): UserError {
  return pushed.refused
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
