import type { RepositoryId } from '../../aws/ecr.ts';
import type { ImageSource, PushedBlob, RepositoryLogin } from '../../container/registry.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { Brought, ToApply } from './outcome.ts';

/** Where an image is to be pushed, and how. */
export interface PushTarget {
  readonly id: RepositoryId;
  readonly login: RepositoryLogin;
  readonly attempts: number | undefined;
  /** Whether the first tag brings the manifest: that saves a request, unless the image must be there before it is tagged. */
  readonly isTaggedNext: boolean;
}

export function pushTarget({ inputs, observation, plan }: ToApply, login: RepositoryLogin): PushTarget {
  const kinds = plan.changes.map(({ kind }) => kind);
  const isTaggedNext = inputs.scan === 'off' && kinds.includes('tag') && !kinds.includes('copy-referrer');
  return { id: observation.id, login, attempts: inputs.pushAttempts, isTaggedNext };
}

/** Pushes an image byte for byte, without a tag; what the repository has already is left out. */
export async function pushSource(
  image: ImageSource,
  { id, login, attempts, isTaggedNext }: PushTarget,
  { registry, ecr }: Pick<Ports, 'registry' | 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<Brought> {
  const repository = registry.writer.repository(login, signal);
  const blobs = await repository.push(image, {
    attempts,
    present: (digests, inner) => ecr.reader.layers(id, digests, inner),
    onBlob: ({ digest, sizeBytes, how }: PushedBlob) => log.info(`${digest} ${how} (${sizeBytes} bytes)`),
  });
  if (!isTaggedNext) await repository.putManifest(image.manifest, attempts);
  return { manifest: image.manifest, blobs };
}
