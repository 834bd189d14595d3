import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { imageArchive } from '../../../src/container/archive/image-archive.ts';
import { UserError } from '../../../src/errors.ts';
import { hostileTar, type TarPiece } from '../../support/hostile-tar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  process.env['RUNNER_TEMP'] = folder;
});
afterEach(async () => {
  delete process.env['RUNNER_TEMP'];
  await rm(folder, { recursive: true, force: true });
});

const mebibyte = 1024 * 1024;
const ociIndex = 'application/vnd.oci.image.index.v1+json';
const ociImage = 'application/vnd.oci.image.manifest.v1+json';

/** Why an archive is refused, after at most 3 s of the processor's time. */
async function refusalOf(path: string): Promise<string> {
  const begun = process.cpuUsage();
  const wanted = { platforms: [{ os: 'linux', architecture: 'amd64' }], name: undefined };
  const error = await imageArchive()
    .reader.open(path, wanted, new AbortController().signal)
    .catch((thrown) => thrown);
  expect(processorSeconds(begun)).toBeLessThan(3);
  expect(error).toBeInstanceOf(UserError);
  return String(error.message);
}

function processorSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

async function refusalOfTar(pieces: readonly TarPiece[]): Promise<string> {
  const path = join(folder, 'image.tar');
  await writeFile(path, hostileTar(pieces));
  return refusalOf(path);
}

const nuls = Buffer.concat([Buffer.alloc(mebibyte - 1), Buffer.from('x')]);
const file = { name: 'a', type: '0', content: 'a' };

test.each<[string, readonly TarPiece[]]>([
  ['a long name of zeros', [{ name: 'l', type: 'L', content: nuls }, file]],
  ['a long link of zeros', [{ name: 'l', type: 'K', content: nuls }, file]],
  ['pax records of two bytes', [{ name: 'p', type: 'x', content: '2 '.repeat(mebibyte / 2) }, file]],
  ['a pax record of equals signs', [{ name: 'p', type: 'x', content: `1048576 path${'='.repeat(mebibyte - 13)}\n` }]],
  ['a pax length without end', [{ name: 'p', type: 'x', content: '1'.repeat(mebibyte) }, file]],
])('%s of 1 MiB takes no time', async (_, pieces) => {
  expect(await refusalOfTar(pieces)).toMatch(/^The image archive .* cannot be pushed; nothing was changed\./);
});

const longPath = `${'a/'.repeat(20_000)}${'x/../'.repeat(20_000)}b`;

test.each<[string, readonly TarPiece[], string]>([
  ['a path of 140 KB', [{ name: 'l', type: 'L', content: longPath }, file], 'a path of more than 4096 characters'],
  [
    'a header of more than 1 MiB',
    [{ name: 'l', type: 'L', content: Buffer.alloc(mebibyte + 1, 'a') }, file],
    'a header of more than 1048576 bytes',
  ],
  [
    'folders without end',
    Array.from({ length: 30_000 }, () => ({ name: 'd/', type: '5' })),
    'It has more than 20000 files',
  ],
  [
    'long names without end',
    Array.from({ length: 30_000 }, () => ({ name: 'l', type: 'L' })),
    'It has more than 20000 files',
  ],
])('a tar with %s is refused', async (_, pieces, reason) => {
  expect(await refusalOfTar(pieces)).toContain(reason);
});

test('a tar of a terabyte without any content is refused', async () => {
  const path = join(folder, 'image.tar');
  await writeFile(path, hostileTar([file]).subarray(0, 1024));
  await truncate(path, 2 ** 40);
  expect(await refusalOf(path)).toContain('neither index.json');
});

test.each([
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
])('what %s made a thousand times smaller is not unpacked', async (name, compress) => {
  const path = join(folder, 'image.tar');
  await writeFile(path, compress(Buffer.alloc(200 * mebibyte)));
  expect(await refusalOf(path)).toContain(
    `It is compressed with ${name}, and cannot be decompressed: its content has more`,
  );
});

async function blob(content: unknown): Promise<{ readonly digest: string; readonly size: number }> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const hex = createHash('sha256').update(text).digest('hex');
  await write(`blobs/sha256/${hex}`, text);
  return { digest: `sha256:${hex}`, size: Buffer.byteLength(text) };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** An index that has the one below `width` times, `depth` times over. */
async function nestedIndexes(depth: number, width: number): Promise<void> {
  let child = await blob({ mediaType: ociImage, config: await blob('{}'), layers: [] });
  let mediaType = ociImage;
  for (let level = 0; level < depth; level++) {
    const manifests = Array.from({ length: width }, () => ({ mediaType, ...child }));
    child = await blob({ mediaType: ociIndex, manifests });
    mediaType = ociIndex;
  }
  await write('index.json', JSON.stringify({ mediaType, manifests: [{ mediaType, ...child }] }));
}

test.each([
  ['9 levels of 10', 9, 10, 'Its index refers to more than 1000 manifests'],
  ['1 level of 2,000', 1, 2_000, 'Its index refers to more than 1000 manifests'],
  ['200 levels of 1', 200, 1, 'Its index nests indexes more than 8 deep'],
])('indexes of %s are refused', async (_, depth, width, reason) => {
  await nestedIndexes(depth, width);
  expect(await refusalOf(folder)).toContain(reason);
});

test('manifests that are large all together are refused', async () => {
  const config = { mediaType: ociImage, ...(await blob('{}')) };
  const manifests = await Promise.all(
    Array.from({ length: 40 }, async (_, number) => ({
      mediaType: ociImage,
      platform: { os: 'linux', architecture: 'arm64' },
      ...(await blob({ number, mediaType: ociImage, config, layers: [], padding: 'x'.repeat(mebibyte) })),
    })),
  );
  await write('index.json', JSON.stringify({ mediaType: ociIndex, manifests }));
  expect(await refusalOf(folder)).toContain('Its index refers to more than 33554432 bytes of manifests');
});

test('too many layers, and too large a manifest, are refused', async () => {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await blob('{}')) };
  const image = await blob({ mediaType: ociImage, config, layers: Array.from({ length: 1_001 }, () => config) });
  await write('index.json', JSON.stringify({ mediaType: ociIndex, manifests: [{ mediaType: ociImage, ...image }] }));
  expect(await refusalOf(folder)).toContain('it has 1001 layers, and at most 1000 are taken');
  await write('index.json', `{"manifests":[]}${' '.repeat(5 * mebibyte)}`);
  expect(await refusalOf(folder)).toMatch(/^The file index\.json .* is too large.* 5242896 bytes/);
});

test('a manifest of brackets only is refused', async () => {
  await write('index.json', '['.repeat(4 * mebibyte));
  expect(await refusalOf(folder)).toContain('Of its index.json, it is not a JSON object');
});

test('a docker archive whose every layer is the same large file is read once', async () => {
  const content = randomBytes(4 * mebibyte);
  await writeFile(join(folder, 'layer'), gzipSync(content));
  const diffId = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const ids = (count: number) => Array.from({ length: count }, () => diffId);
  const save = async (count: number) => {
    const config = { os: 'linux', architecture: 'amd64', rootfs: { diff_ids: ids(count) } };
    await write('config', JSON.stringify(config));
    await write('manifest.json', JSON.stringify([{ Config: 'config', Layers: Array(count).fill('layer') }]));
  };
  await save(1_000);
  const wanted = { platforms: [{ os: 'linux', architecture: 'amd64' }], name: undefined };
  const begun = process.cpuUsage();
  const { manifest } = await imageArchive().reader.open(folder, wanted, new AbortController().signal);
  expect(JSON.parse(manifest.text).layers).toHaveLength(1_000);
  expect(processorSeconds(begun)).toBeLessThan(3);
  await save(1_001);
  expect(await refusalOf(folder)).toContain('It has 1001 layers, and at most 1000 are taken');
});
