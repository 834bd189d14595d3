import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { blobPath, type Image } from './layout.ts';
import { deterministicTar, entriesOf, type TarEntry } from './tar.ts';

/** Writes an image as one tar that is an OCI archive and that `docker load` takes too, as `docker save` writes them. */
export async function writeArchive(image: Image, path: string, options: { readonly tag?: string } = {}): Promise<void> {
  const blobName = (digest: string) => blobPath('', digest);
  const dockerManifest: TarEntry = {
    kind: 'text',
    path: '/manifest.json',
    text: JSON.stringify([
      {
        Config: blobName(image.config.digest),
        RepoTags: options.tag ? [options.tag] : [],
        Layers: image.layers.map(({ digest }) => blobName(digest)),
      },
    ]),
  };
  const layout = (await entriesOf(image.folder, '/')).filter((entry) => isPart(image, entry));
  await pipeline(deterministicTar([...layout, dockerManifest]), createWriteStream(path));
}

function isPart(image: Image, { path }: TarEntry): boolean {
  const blobs = [image.manifest, image.config, ...image.layers].map(({ digest }) => `/${blobPath('', digest)}`);
  return ['/oci-layout', '/index.json', ...blobs].includes(path);
}
