import type { FoundImage, Repository } from '../../aws/ecr.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { signIn } from './sign-in.ts';

/** The image that a tag points to, as far as its labels tell. */
export interface Holder {
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads the labels of tagged images, by tag. An index has none. */
export async function readHolders(
  images: readonly FoundImage[],
  { address }: Repository,
  ports: Pick<ReadPorts, 'ecr' | 'registry'>,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<ReadonlyMap<string, Holder>> {
  const repository = ports.registry.repository(await signIn(address, ports, context), context.signal);
  const holders = await Promise.all(
    images.map(async ({ tag = '', digest, text, mediaType }) => {
      const manifest = parseManifest(text, mediaType);
      const config = manifest.ok && manifest.value.kind === 'image' ? manifest.value.config : undefined;
      const { labels } = config ? await repository.config(config) : { labels: {} };
      return [tag, { digest, labels }] as const;
    }),
  );
  return new Map(holders);
}
