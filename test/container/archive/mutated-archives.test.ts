import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { imageArchive } from '../../../src/container/archive/image-archive.ts';
import type { ImageSource } from '../../../src/container/image-source.ts';
import { isDistributed, parseManifest } from '../../../src/domain/image-manifest.ts';
import { UserError } from '../../../src/errors.ts';
import { hostileTar, type TarPiece } from '../../support/hostile-tar.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** `npm run oracles` plays all. */
const cases = process.env['ORACLES'] === 'all' ? 20_000 : 2_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutated-'));
  process.env['RUNNER_TEMP'] = folder;
});
afterAll(async () => {
  delete process.env['RUNNER_TEMP'];
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const layers = ['one', 'two'].map((text) => hostileTar([{ name: text, type: '0', content: text.repeat(300) }]));
const config = {
  ...{ architecture: 'amd64', os: 'linux', config: { Entrypoint: ['/none'] } },
  rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
};

type Json = Record<string, unknown>;
/** Changes a document. */
type Change = (document: Json) => unknown;

/** What docker, Jib and Nix write: layers as they are, by gzip, and as a link. */
function dockerPieces(change: Change): readonly TarPiece[] {
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = layers;
  const list = [{ Config: 'config.json', RepoTags: ['clinic:v1'], Layers: ['a/layer.tar', 'b.tar.gz'] }];
  return [
    { name: 'a/', type: '5' },
    { name: 'a/layer.tar', type: '0', content: first },
    { name: 'b.tar.gz', type: '0', content: gzipSync(second) },
    { name: 'config.json', type: '0', content: JSON.stringify(change(config)) },
    { name: 'manifest.json', type: '0', content: JSON.stringify(change(list as unknown as Json)) },
  ];
}

/** A layout whose digests fit, whatever was changed in its documents. */
function layoutPieces(change: Change): readonly TarPiece[] {
  const pieces: TarPiece[] = [];
  const blob = (mediaType: string, content: Buffer | string) => {
    pieces.push({ name: `blobs/sha256/${sha256(content)}`, type: '0', content });
    return { mediaType, digest: `sha256:${sha256(content)}`, size: Buffer.byteLength(content) };
  };
  const oci = (kind: string) => `application/vnd.oci.image.${kind}`;
  const manifest = {
    schemaVersion: 2,
    config: blob(oci('config.v1+json'), JSON.stringify(change(config))),
    layers: layers.map((layer) => blob(oci('layer.v1.tar+gzip'), gzipSync(layer))),
  };
  const image = blob(oci('manifest.v1+json'), JSON.stringify(change(manifest)));
  const inner = blob(oci('index.v1+json'), JSON.stringify(change({ schemaVersion: 2, manifests: [image] })));
  const index = JSON.stringify(change({ schemaVersion: 2, manifests: [inner] }));
  return [...pieces, { name: 'index.json', type: '0', content: index }];
}

const odd: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0,
    1e308,
    2 ** 53,
    1.5,
    '',
    '/',
    '..',
    '../../etc/passwd',
    'a/layer.tar',
    '\0',
    '\u001b[31m\n::error::x',
  ],
  ...['sha256:', `sha256:${'0'.repeat(64)}`, `sha512:${'0'.repeat(128)}`, 'index.json', '__proto__', 'clinic:v1'],
  ...[[], {}, [null], [[]], { toString: 1 }, Array.from({ length: 2_000 }, () => 'a/layer.tar')],
];

interface Dice {
  /** A whole number below `limit`. */
  below(limit: number): number;
  of<T>(items: readonly T[]): T;
}

function dice(seed: number): Dice {
  const random = seededRandom(seed);
  // The lowest bits of neighbouring seeds are alike.
  for (let warm = 0; warm < 3; warm++) random();
  const below = (limit: number) => Math.floor(random() * limit);
  return { below, of: <T>(items: readonly T[]) => items[below(items.length)] as T };
}

/** Puts something odd into one place of some documents. */
function oddChange({ below, of }: Dice): Change {
  const changeOne = (value: unknown): unknown => {
    if (Array.isArray(value) && value.length > 0 && below(5) > 0) {
      const at = below(value.length);
      return of([
        () => value.with(at, changeOne(value[at])),
        () => [...value, value[at]],
        () => value.toSpliced(at, 1),
      ])();
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && below(8) > 0) {
      const entries = Object.entries(value);
      const [key = 'x', inner] = of(entries) ?? [];
      return of([
        () => ({ ...value, [key]: changeOne(inner) }),
        () => ({ ...value, [of(entries)?.[0] ?? 'x']: of(odd) }),
      ])();
    }
    return of(odd);
  };
  return (document) => (below(4) === 0 ? changeOne(document) : document);
}

/** A header whose extension, size, kind or name is not what it should be; its checksum fits. */
function oddPieces(pieces: readonly TarPiece[], { below, of }: Dice): readonly TarPiece[] {
  const at = below(pieces.length);
  const piece = pieces[at] ?? { name: 'a', type: '0' };
  const record = (name: string, value: string) => {
    const text = ` ${name}=${value}\n`;
    const length = [text.length + 1, text.length + 2, text.length + 3].find((size) => `${size}${text}`.length === size);
    return `${length}${text}`;
  };
  const pax = (name: string, value: string) => ({ name: 'pax', type: 'x', content: record(name, value) });
  const sizes = ['0', '1', '512', '1e3', '0x200', '-512', '', ' 512', '9007199254740993', '9'.repeat(400), '512.5'];
  const names = [
    piece.name,
    'manifest.json',
    'index.json',
    '../x',
    '/etc/passwd',
    'a/../../x',
    '.',
    '',
    'x'.repeat(5_000),
  ];
  const extension = of([
    () => pax('size', of(sizes)),
    () => pax('path', of(names)),
    () => pax('linkpath', of(names)),
    () => ({ name: 'long', type: of(['L', 'K', 'g', 'x']), content: of([...names, Buffer.from([0, 255, 10])]) }),
  ])();
  const link = {
    ...piece,
    type: of(['1', '2']),
    link: of(['a/layer.tar', piece.name, './manifest.json', '../../x', '']),
  };
  return of([
    () => pieces.toSpliced(at, 0, extension),
    () => pieces.toSpliced(at, 1, link),
    () => pieces.toSpliced(at, 1, { ...piece, type: of(['0', '\0', '3', '5', '6', '7', 'S', 'V', ' ']) }),
    () => [...pieces, of(pieces)],
    () => pieces.toSpliced(at, 1),
    () => [...pieces, link, { ...piece, type: '2', link: piece.name }],
  ])();
}

function oddBytes(bytes: Buffer, { below, of }: Dice): Buffer {
  const block = below(Math.max(1, bytes.length / 512)) * 512;
  return of([
    () => bytes.subarray(0, below(bytes.length + 1)),
    () => bytes.subarray(0, block),
    () => Buffer.concat([bytes.subarray(0, block), bytes.subarray(block + 512)]),
    () => Buffer.concat([bytes.subarray(0, block), bytes.subarray(block, block + 512), bytes.subarray(block)]),
    () => Buffer.from(bytes).fill(below(256), block, Math.min(bytes.length, block + below(600))),
    () => {
      const changed = Buffer.from(bytes);
      for (let count = 0; count <= below(4); count++) changed[below(bytes.length)] = below(256);
      return changed;
    },
  ])();
}

function mutated(seed: number): Buffer {
  const dices = dice(seed);
  const make = dices.of([dockerPieces, layoutPieces]);
  const how = dices.below(4);
  const pieces = make(how === 0 ? oddChange(dices) : (document) => document);
  const tar = hostileTar(how === 1 ? oddPieces(pieces, dices) : pieces);
  const damaged = how === 2 ? oddBytes(tar, dices) : tar;
  const compressed = dices.of([(bytes: Buffer) => bytes, gzipSync, zstdCompressSync])(damaged);
  return how === 3 ? oddBytes(compressed, dices) : compressed;
}

/** Reads all that a push would send, and finds it to be what the digests say. */
async function demandRight(image: ImageSource): Promise<void> {
  for (const { text, digest, mediaType } of [...image.parts, image.manifest]) {
    expect(`sha256:${sha256(text)}`).toBe(digest);
    const manifest = parseManifest(text, mediaType);
    if (!manifest.ok || manifest.value.kind === 'index') continue;
    for (const blob of [manifest.value.config, ...manifest.value.layers].filter(isDistributed)) {
      const content = await buffer(await image.open(blob, new AbortController().signal));
      expect([`sha256:${sha256(content)}`, content.length]).toEqual([blob.digest, blob.sizeBytes]);
    }
  }
}

test(`${cases} damaged and hostile archives: each is refused with a sentence, or pushed right, and leaves no file`, async () => {
  const counts = { refused: 0, pushed: 0 };
  const failures: unknown[] = [];
  const reasons = new Set<string>();
  for (let seed = 1; seed <= cases; seed++) {
    const path = join(folder, 'saved');
    await writeFile(path, mutated(seed));
    const begun = process.cpuUsage();
    const wanted = { platforms: [{ os: 'linux', architecture: 'amd64' }], name: undefined };
    try {
      await demandRight(await imageArchive().reader.open(path, wanted, new AbortController().signal));
      counts.pushed++;
    } catch (error) {
      if (error instanceof UserError) reasons.add(error.parts.why?.replace(/[\d.]+|sha256\S+|"[^"]*"/g, '…') ?? '');
      else failures.push({ seed, error: String(error instanceof Error ? error.stack : error).slice(0, 500) });
      counts.refused++;
    }
    const { user, system } = process.cpuUsage(begun);
    if (user + system > 2e6) failures.push({ seed, processorSeconds: (user + system) / 1e6 });
  }
  expect(failures).toEqual([]);
  expect(await readdir(folder)).toEqual(['saved']);
  // Both happen often, for many reasons: otherwise this would say little.
  expect(Math.min(counts.pushed, counts.refused)).toBeGreaterThan(cases / 10);
  expect(reasons.size).toBeGreaterThan(20);
}, 600_000);

test('the archives are right before they are changed', async () => {
  const path = join(folder, 'saved');
  for (const make of [dockerPieces, layoutPieces]) {
    const tar = hostileTar(make((document) => document));
    for (const bytes of [tar, gzipSync(tar), zstdCompressSync(tar)]) {
      await writeFile(path, bytes);
      const wanted = { platforms: [{ os: 'linux', architecture: 'amd64' }], name: undefined };
      const image = await imageArchive().reader.open(path, wanted, new AbortController().signal);
      await demandRight(image);
      const sent = JSON.parse(image.manifest.text).layers as readonly { readonly digest: string }[];
      const contents = sent.map(async (layer) => {
        const { sizeBytes, digest } = { digest: layer.digest, sizeBytes: (layer as unknown as { size: number }).size };
        const blob = { mediaType: '', digest, sizeBytes };
        return gunzipSync(await buffer(await image.open(blob, new AbortController().signal)));
      });
      expect(await Promise.all(contents)).toEqual(layers);
    }
  }
});
