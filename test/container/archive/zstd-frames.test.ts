import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { constants, createZstdDecompress, zstdCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { wholeFrames } from '../../../src/container/archive/zstd-frames.ts';

const parts = [Buffer.alloc(0), Buffer.from('x'), randomBytes(300), randomBytes(200_000), Buffer.alloc(300_000, 'ab')];
const metadata = Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0]), Buffer.from('data')]);

async function* inChunks(content: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

function decompressed(content: Buffer, chunkBytes: number): Promise<Buffer> {
  return buffer(Readable.from(wholeFrames(inChunks(content, chunkBytes))).compose(createZstdDecompress()));
}

test.each([
  ['plain', {}],
  ['with checksums', { [constants.ZSTD_c_checksumFlag]: 1 }],
  ['without their sizes', { [constants.ZSTD_c_contentSizeFlag]: 0 }],
])('frames %s, with metadata between them, are all decompressed', async (_, params) => {
  const frames = parts.flatMap((part) => [metadata, zstdCompressSync(part, { params })]);
  for (const chunkBytes of [5_000, 65_536, 10_000_000])
    expect((await decompressed(Buffer.concat([...frames, metadata]), chunkBytes)).equals(Buffer.concat(parts))).toBe(
      true,
    );
});

test.each([
  ['cut off', zstdCompressSync('a'.repeat(1_000)).subarray(0, 12)],
  [
    'cut off in the second frame',
    Buffer.concat([zstdCompressSync('a'), zstdCompressSync('b'.repeat(99)).subarray(0, 9)]),
  ],
  ['followed by something else', Buffer.concat([zstdCompressSync('a'), Buffer.from('something else')])],
])('what is %s is refused', async (_, content) => {
  await expect(decompressed(content, 1_000)).rejects.toThrow();
});
