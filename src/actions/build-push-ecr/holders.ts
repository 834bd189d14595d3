import type { FoundImage, Repository } from '../../aws/ecr.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ObserveReaders } from './readers.ts';
import { signIn } from './sign-in.ts';

/** The image that a tag stands for, as far as its labels tell. */
export interface Holder {
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads the labels of the images behind tags, by tag. Of an index there are none. */
export async function readHolders(
  images: readonly FoundImage[],
  { uri }: Repository,
  { ecr, registry }: Pick<ObserveReaders, 'ecr' | 'registry'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<ReadonlyMap<string, Holder>> {
  const repository = await signIn(uri, { ecr }, { signal, log });
  const holders = await Promise.all(
    images.map(async ({ tag = '', digest, text, mediaType }) => {
      const manifest = parseManifest(text, mediaType);
      const config = manifest.ok && manifest.value.kind === 'image' ? manifest.value.config : undefined;
      const { labels } = config ? await registry.config(repository, config, signal) : { labels: {} };
      return [tag, { digest, labels }] as const;
    }),
  );
  return new Map(holders);
}
