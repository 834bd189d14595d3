import type { BuildCache, Built, EnginePush } from '../../../container/build/image-builder.ts';
import type { PushedBlob, RemoteRepository } from '../../../container/registry.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ApplyPorts, Brought, PhaseOf, ToApply } from '../outcome.ts';
import { pushSource } from '../push-source.ts';
import { createCacheRepository } from '../repository/create-repository.ts';
import { inStepFolder } from './in-step-folder.ts';
import type { Source } from './read-source.ts';
import { recipe } from './recipe.ts';
import { sentLayers } from './sent-layers.ts';
import { sourceTag } from './source-key.ts';

/** A build, and all that it is carried out with. */
export interface BuildJob {
  readonly step: ToApply;
  readonly content: Source;
  readonly target: RemoteRepository;
  readonly ports: ApplyPorts;
  readonly context: Context;
  readonly phase: PhaseOf;
}

/** Builds the source with the builder that was found, and pushes the result; the login lives no longer than that. */
export async function buildImage(job: BuildJob): Promise<Brought> {
  const { target, ports, context } = job;
  return inStepFolder(ports.imageBuilder, target, context, (folder) => buildAndPush(job, folder));
}

async function buildAndPush(job: BuildJob, folder: string): Promise<Brought> {
  const { step, content, target, ports, context, phase } = job;
  const { builder, id } = step.observation;
  if (!builder) throw new Error('A build was planned without a builder.');
  const tag = pushTag(job);
  const image = `${target.host}/${target.name}:${tag}`;
  const order = { ...recipe(step.inputs, content, await cacheOf(job), context), image };
  context.log.info(`Building with ${builder.kind} ${builder.version}.`);
  const built = await phase('build', () =>
    ports.imageBuilder.build(builder, order, folder, context.log.info, context.signal),
  );
  const pushed = await phase('push', () => push(job, built, image, tag, folder));
  const [found] = await ports.ecr.images(id, [pushed.refused ? { tag } : { digest: pushed.digest }], context.signal);
  if (!found || (pushed.refused && tag !== sourceTag(content.sourceKey))) throw lost(image, pushed);
  const { reusedSteps } = built;
  const blobs = pushed.refused ? [] : pushed.present ? await sentLayers(found, pushed.present, job) : pushed.blobs;
  return { manifest: found, blobs, reusedSteps };
}

async function cacheOf({ step, ports, context, phase }: BuildJob): Promise<BuildCache> {
  const { cache } = step.observation;
  if (cache.kind !== 'to be created') return cache;
  const { uri } = await phase('create cache', () => createCacheRepository(cache.id, step.inputs, ports.ecr, context));
  return { kind: 'registry', repository: uri };
}

/**
 * Engines push by tag only, so one of the tags comes first: that of the source. Should somebody else have pushed the same
 * source in the meantime, the registry refuses ours, and theirs is as good.
 */
function pushTag({ step, content }: BuildJob): string {
  const tags = step.plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
  return tags.find((tag) => tag === sourceTag(content.sourceKey)) ?? tags[0] ?? sourceTag(content.sourceKey);
}

type Pushed =
  | { readonly refused: true }
  | {
      readonly refused: false;
      readonly digest: string;
      readonly blobs: readonly PushedBlob[];
      /** Layers that an engine did not have to send, where it tells. */
      readonly present?: EnginePush['present'];
    };

async function push(
  { step, target, ports, context }: BuildJob,
  built: Built,
  image: string,
  tag: string,
  folder: string,
): Promise<Pushed> {
  const { inputs, observation } = step;
  if (built.kind === 'stored') {
    const named = { image, platforms: inputs.platforms };
    const pushed = await ports.imageBuilder.push(built.engine, named, folder, inputs.pushAttempts, context.signal);
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
