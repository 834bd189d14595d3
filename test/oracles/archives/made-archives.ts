import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { blobPath, type Image } from '../../support/images/layout.ts';

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** Bazel's outputs are links to files of its cache: https://github.com/bazel-contrib/rules_oci/blob/main/docs/image.md */
export async function linkedLayout(image: Image, folder: string): Promise<void> {
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  await mkdir(`${folder}-cache`);
  for (const name of ['oci-layout', 'index.json']) await symlink(join(image.folder, name), join(folder, name));
  for (const hex of await readdir(join(image.folder, 'blobs/sha256'))) {
    const cached = join(`${folder}-cache`, `file-${hex.slice(0, 8)}`);
    await symlink(join(image.folder, 'blobs/sha256', hex), cached);
    await symlink(
      `../../../${folder.split('/').at(-1)}-cache/file-${hex.slice(0, 8)}`,
      join(folder, 'blobs/sha256', hex),
    );
  }
}

/**
 * The tar of rules_oci's `oci_load`: a docker archive whose parts are named as in a layout, its layers by gzip.
 * Source: https://github.com/bazel-contrib/rules_oci/blob/main/docs/load.md
 */
export async function loadTar(image: Image, path: string): Promise<void> {
  const tar = pack();
  const config = await readFile(blobPath(image.folder, image.config.digest));
  tar.entry({ name: `blobs/sha256/${sha256(config)}` }, config);
  const layers: string[] = [];
  for (const { digest } of image.layers) {
    const layer = gzipSync(await readFile(blobPath(image.folder, digest)));
    layers.push(`blobs/sha256/${sha256(layer)}.tar.gz`);
    tar.entry({ name: layers.at(-1) ?? '' }, layer);
  }
  const Config = `blobs/sha256/${sha256(config)}`;
  tar.entry({ name: 'manifest.json' }, JSON.stringify([{ Config, RepoTags: ['clinic:v1'], Layers: layers }]));
  tar.finalize();
  await pipeline(tar, createWriteStream(path));
}

/**
 * Nix's dockerTools: a docker archive by gzip, whose layers lie in folders of their own; a layer that stands in the base, too, is a
 * link to that. Source: https://github.com/NixOS/nixpkgs/blob/master/pkgs/build-support/docker/default.nix
 */
export async function nixTar(image: Image, path: string): Promise<void> {
  const tar = pack();
  const config = JSON.parse(await readFile(blobPath(image.folder, image.config.digest), 'utf8'));
  const [first] = image.layers;
  if (!first) throw new Error('The image has no layer.');
  const twice = [...image.layers, first];
  const text = JSON.stringify({ ...config, rootfs: { ...config.rootfs, diff_ids: twice.map(({ digest }) => digest) } });
  const names = twice.map((_, index) => `${sha256(String(index))}/layer.tar`);
  for (const [index, { digest }] of image.layers.entries()) {
    tar.entry({ name: `./${names[index]?.slice(0, -9)}`, type: 'directory' });
    tar.entry({ name: `./${names[index]}` }, await readFile(blobPath(image.folder, digest)));
  }
  tar.entry({ name: `./${names.at(-1)}`, type: 'symlink', linkname: `../${names[0]}` });
  tar.entry({ name: `./${sha256(text)}.json` }, text);
  const list = [{ Config: `${sha256(text)}.json`, RepoTags: ['clinic:v1'], Layers: names }];
  tar.entry({ name: './manifest.json' }, JSON.stringify(list));
  tar.finalize();
  await pipeline(tar, createGzip(), createWriteStream(path));
}

/** As on Windows: the lowest layer stays with who made it, and only its address is in the image. */
export async function foreignLayout(image: Image, mediaType: string): Promise<void> {
  const [index, digest] = [join(image.folder, 'index.json'), image.manifest.digest];
  const manifest = JSON.parse(await readFile(blobPath(image.folder, digest), 'utf8'));
  const foreign = { ...manifest.layers[0], mediaType, urls: ['https://example.com/layer'] };
  const isDocker = mediaType.includes('docker');
  const docker = 'application/vnd.docker.distribution.manifest.v2+json';
  const text = JSON.stringify({
    ...manifest,
    ...(isDocker && {
      mediaType: docker,
      config: { ...manifest.config, mediaType: 'application/vnd.docker.container.image.v1+json' },
    }),
    layers: [
      foreign,
      ...manifest.layers.slice(1).map((layer: object) => ({
        ...layer,
        ...(isDocker && { mediaType: 'application/vnd.docker.image.rootfs.diff.tar' }),
      })),
    ],
  });
  await writeFile(blobPath(image.folder, `sha256:${sha256(text)}`), text);
  await rename(blobPath(image.folder, foreign.digest), join(image.folder, 'elsewhere'));
  const described = { mediaType: isDocker ? docker : manifest.mediaType, digest: `sha256:${sha256(text)}` };
  const manifests = [{ ...described, size: text.length }];
  await writeFile(index, JSON.stringify({ schemaVersion: 2, manifests }));
}
