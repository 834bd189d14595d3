import { Duplex, PassThrough, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { wholeFrames } from './zstd-frames.ts';

/** A way of compressing that can be undone. */
export interface Compression {
  readonly name: 'gzip' | 'zstd';
  /** What it begins with. */
  readonly magic: Buffer;
  /** A step of a pipeline that comes before `decompress`. */
  readonly prepared: () => Duplex;
  readonly decompress: () => Transform;
}

const compressions: readonly Compression[] = [
  { name: 'gzip', magic: Buffer.of(0x1f, 0x8b), prepared: () => new PassThrough(), decompress: createGunzip },
  {
    name: 'zstd',
    magic: Buffer.of(0x28, 0xb5, 0x2f, 0xfd),
    prepared: () => Duplex.from(wholeFrames),
    decompress: createZstdDecompress,
  },
];

const others = [
  { name: 'xz', magic: Buffer.from('\xfd7zXZ\0', 'latin1') },
  { name: 'bzip2', magic: Buffer.from('BZh', 'latin1') },
  { name: 'lz4', magic: Buffer.of(0x04, 0x22, 0x4d, 0x18) },
  { name: 'zip', magic: Buffer.from('PK\x03\x04', 'latin1') },
];

/** As many bytes as are needed to know a compression. */
export const magicBytes = 6;

/** How content is compressed, by its first bytes; undefined when it is not, or not in a way that can be undone here. */
export function compressionOf(beginning: Buffer): Compression | undefined {
  return compressions.find(({ magic }) => beginning.subarray(0, magic.length).equals(magic));
}

/** The name of a compression that cannot be undone here. */
export function otherCompressionOf(beginning: Buffer): string | undefined {
  return others.find(({ magic }) => beginning.subarray(0, magic.length).equals(magic))?.name;
}
