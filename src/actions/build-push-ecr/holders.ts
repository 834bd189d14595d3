import type { FoundImage, Repository } from '../../aws/ecr.ts';
import { parseManifest } from '../../domain/image-manifest.ts';
import { parseRepositoryUri } from '../../domain/image-reference.ts';
import type { Context } from '../action.ts';
import type { ObserveReaders } from './readers.ts';

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
  const place = parseRepositoryUri(uri);
  if (!place.ok) throw new Error(`ECR gave the repository URI ${uri}: ${place.reason}.`);
  const login = await ecr.login(undefined, signal);
  log.mask(login.password);
  const repository = { host: place.value.host, name: place.value.repository, ...login };
  const holders = await Promise.all(
    images.map(async ({ tag = '', digest, text, mediaType }) => {
      const manifest = parseManifest(text, mediaType);
      const config = manifest.ok && manifest.value.kind === 'image' ? manifest.value.config : undefined;
      return [tag, { digest, labels: config ? await registry.labels(repository, config, signal) : {} }] as const;
    }),
  );
  return new Map(holders);
}
