import type { BuildCache, Built, EnginePush } from '../../../container/build/image-builder.ts';
import type { PushedBlob } from '../../../container/registry.ts';
import { type ImageReference, referenceText } from '../../../domain/image-reference.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Brought, TimedPhase, ToApply } from '../outcome.ts';
import type { ApplyPorts } from '../ports.ts';
import { type PushTarget, pushSource } from '../push-source.ts';
import { createCacheRepository } from '../repository/create-repository.ts';
import { inStepFolder } from './in-step-folder.ts';
import type { Source } from './read-source.ts';
import { recipe } from './recipe.ts';
import { sentLayers } from './sent-layers.ts';
import { sourceTag } from './source-key.ts';

/** The name under which an engine pushes: engines push by tag only. */
type TaggedImage = ImageReference & { readonly tag: string };

/** A source that is to be built, and where the image is to be pushed. */
export interface BuildJob {
  readonly step: ToApply;
  readonly content: Source;
  readonly target: PushTarget;
  readonly phase: TimedPhase;
}

/** Builds the source with the builder that was found, and pushes the result; the login is removed afterwards. */
export async function buildImage(job: BuildJob, ports: ApplyPorts, context: Context): Promise<Brought> {
  return inStepFolder(ports.imageBuilder.writer, job.target.login, context, async (folder) => {
    const image = imageName(job);
    const built = await buildIn(folder, job, ports, context);
    const pushed = await job.phase('push', () => push({ built, image }, job.target, ports, context));
    return brought({ image, pushed, reusedSteps: built.reusedSteps }, job, ports, context);
  });
}

async function buildIn(folder: string, job: BuildJob, ports: ApplyPorts, context: Context): Promise<Built> {
  const { step, content, phase } = job;
  const { builder } = step.observation;
  if (!builder) throw new Error('A build was planned without a builder.');
  const cache = await cacheOf(job, ports, context);
  const order = { ...recipe(step.inputs, content, cache, context), image: imageName(job) };
  context.log.info(`Building with ${builder.kind} ${builder.version}.`);
  const environment = { folder, onLine: context.log.info, signal: context.signal };
  return phase('build', () => ports.imageBuilder.writer.session(builder, environment).build(order));
}

async function cacheOf({ step, phase }: BuildJob, ports: ApplyPorts, context: Context): Promise<BuildCache> {
  const { cache } = step.observation;
  if (cache.kind !== 'to be created') return cache;
  const { address } = await phase('create cache', () => createCacheRepository(cache.id, step.inputs, ports, context));
  return { kind: 'registry', repository: address };
}

/**
 * One of the tags is pushed first, that of the source where possible. Should another run have pushed the same source in the
 * meantime, the registry refuses our push, and the other image is as good.
 */
function imageName({ step, content, target }: BuildJob): TaggedImage {
  const { host, repository } = target.login;
  const tags = step.plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
  const ofSource = sourceTag(content);
  const tag = ofSource !== undefined && tags.includes(ofSource) ? ofSource : (tags[0] ?? ofSource);
  if (tag === undefined) throw new Error('A build was planned without a tag.');
  return { host, repository, tag };
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

interface NamedBuild {
  readonly built: Built;
  readonly image: TaggedImage;
}

async function push(
  { built, image: { tag } }: NamedBuild,
  target: PushTarget,
  ports: ApplyPorts,
  context: Context,
): Promise<Pushed> {
  if (built.kind === 'stored') {
    const pushed = await built.push(target.attempts);
    return pushed === 'refused' ? { refused: true } : { refused: false, blobs: [], ...pushed };
  }
  const { manifest, blobs } = await pushSource(built.image, target, ports, context);
  const tagged = await ports.ecr.writer.tagImage(target.id, { ...manifest, tag }, context.signal);
  return tagged === 'refused' ? { refused: true } : { refused: false, digest: manifest.digest, blobs };
}

interface PushedBuild {
  readonly image: TaggedImage;
  readonly pushed: Pushed;
  readonly reusedSteps: number;
}

/** The image as ECR has it now, and what was sent of it. */
async function brought(
  { image, pushed, reusedSteps }: PushedBuild,
  { content, target }: BuildJob,
  { ecr, registry }: ApplyPorts,
  { signal }: Context,
): Promise<Brought> {
  const { tag } = image;
  const [found] = await ecr.reader.images(target.id, [pushed.refused ? { tag } : { digest: pushed.digest }], signal);
  if (!found || (pushed.refused && tag !== sourceTag(content))) throw lost(referenceText(image), pushed);
  if (pushed.refused) return { manifest: found, blobs: [], reusedSteps };
  const blobs = pushed.present
    ? await sentLayers(found, pushed.present, registry.reader.repository(target.login, signal))
    : pushed.blobs;
  return { manifest: found, blobs, reusedSteps };
}

function lost(image: string, pushed: Pushed): UserError {
  return pushed.refused
    ? new UserError({
        what: `The image was built, but its tag ${image} was set to another image in the meantime, or another step has removed it from the engine.`,
        why: 'The repository does not let the tag move, or two steps have built the same on one engine.',
        next: 'Run the job again to see which image has the tag.',
      })
    : new UserError({
        what: `${image} was pushed as ${pushed.digest}, but ECR does not have it.`,
        next: 'Check that nothing deletes images of this repository, and run the job again.',
      });
}
