import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decoded, maxBodyBytes } from '../../src/http/encoding.ts';

describe('a body in several parts, each compressed for itself, is unpacked whole', () => {
  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('%s', (encoding, compress) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 6 }), (parts) => {
        const body = Buffer.concat(parts.map((part) => compress(part)));
        expect(Buffer.from(decoded(body, encoding))).toEqual(Buffer.concat(parts));
      }),
    );
  });

  test('zstd: frames that are too large together are refused', () => {
    const frame = zstdCompressSync(Buffer.alloc(maxBodyBytes / 2));
    expect(decoded(Buffer.concat([frame, frame]), 'zstd')).toHaveLength(maxBodyBytes);
    expect(() => decoded(Buffer.concat([frame, frame, zstdCompressSync('x')]), 'zstd')).toThrow('larger than 64 MiB');
  });

  test('zstd: what follows the frames and is none is an error', () => {
    expect(() => decoded(Buffer.concat([zstdCompressSync('x'), Buffer.from('rest')]), 'zstd')).toThrow();
  });
});
