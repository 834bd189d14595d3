import type { ImageSource, PushedBlob, Referrer } from '../../../container/registry.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import type { PushTarget } from '../push-source.ts';

/** Pushes referrers, without their tags, after the image that they belong to; what the repository has already is left out. */
export async function copyReferrers(
  referrers: readonly Referrer[],
  { id, login, attempts }: PushTarget,
  { registry, ecr }: Pick<Ports, 'registry' | 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<readonly PushedBlob[]> {
  const source = together(referrers);
  if (!source) return [];
  const repository = registry.writer.repository(login, signal);
  const blobs = await repository.push(source, {
    attempts,
    present: (digests, inner) => ecr.reader.layers(id, digests, inner),
  });
  for (const { artifact, subject, artifactType } of referrers)
    log.info(`${artifact.manifest.digest} (${artifactType}) refers to ${subject}`);
  return blobs;
}

/** All of them as the parts of one source, so that what they share is asked for and sent once. */
function together(referrers: readonly Referrer[]): ImageSource | undefined {
  const parts = referrers.flatMap(({ artifact }) => [...artifact.parts, artifact.manifest]);
  const [first] = referrers;
  const manifest = parts.at(-1);
  if (!first || !manifest) return undefined;
  return { ...first.artifact, manifest, parts: [...new Map(parts.map((part) => [part.digest, part])).values()] };
}
