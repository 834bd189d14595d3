import type { ImageSource, PushedBlob, RemoteRepository } from '../../container/registry.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ApplyPorts, Brought, ToApply } from './outcome.ts';

/**
 * Pushes an image that stands somewhere else as it is, without a tag; what the repository has already is left out. The
 * first tag brings the manifest with it, and so saves a request, unless the image must stand there before it is tagged.
 */
export async function pushSource(
  image: ImageSource,
  target: RemoteRepository,
  { inputs, observation, plan }: ToApply,
  { registry, ecr }: Pick<ApplyPorts, 'registry' | 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Brought> {
  const options = {
    attempts: inputs.pushAttempts,
    present: (digests: readonly string[], inner: AbortSignal) => ecr.layers(observation.id, digests, inner),
    onBlob: ({ digest, sizeBytes, how }: PushedBlob) => log.info(`${digest} ${how} (${sizeBytes} bytes)`),
  };
  const blobs = await registry.push(image, target, options, signal);
  const isTaggedNext = inputs.scan === 'off' && plan.changes.some(({ kind }) => kind === 'tag');
  if (!isTaggedNext) await registry.putManifest(image.manifest, target, inputs.pushAttempts, signal);
  return { manifest: image.manifest, blobs };
}
