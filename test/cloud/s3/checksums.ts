import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The checksums that S3 verifies and returns; named as in `x-amz-checksum-<name>`. */
export type ChecksumAlgorithm = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];

export interface RunningChecksum {
  update(bytes: Buffer): void;
  digest(): Buffer;
}

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === 'sha1' || algorithm === 'sha256') {
    const hash = createHash(algorithm);
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  }
  return algorithm === 'crc32' ? nativeCrc32() : tableCrc(polynomials[algorithm], tables[algorithm]);
}

/** The checksum of all parts as one, from the parts' own, without reading them again; undefined for hashes. */
export function combinedCrc(
  algorithm: ChecksumAlgorithm,
  parts: readonly { readonly digest: Buffer; readonly size: number }[],
): Buffer | undefined {
  if (algorithm === 'sha1' || algorithm === 'sha256') return undefined;
  const field = polynomials[algorithm];
  const valueOf = (digest: Buffer) => BigInt(`0x${digest.toString('hex')}`);
  const [first, ...rest] = parts;
  if (!first) return undefined;
  const value = rest.reduce(
    (crc, { digest, size }) => multiply(powerOfX(BigInt(size) * 8n, field), crc, field) ^ valueOf(digest),
    valueOf(first.digest),
  );
  return Buffer.from(value.toString(16).padStart(field.bits / 4, '0'), 'hex');
}

/** A CRC's generator, bit-reflected as all of S3's CRCs are. */
interface Polynomial {
  readonly bits: 32 | 64;
  readonly value: bigint;
}

/** https://reveng.sourceforge.io/crc-catalogue/all.htm: CRC-32/ISO-HDLC, CRC-32/ISCSI and CRC-64/NVME. */
const polynomials: Readonly<Record<'crc32' | 'crc32c' | 'crc64nvme', Polynomial>> = {
  crc32: { bits: 32, value: 0xedb88320n },
  crc32c: { bits: 32, value: 0x82f63b78n },
  crc64nvme: { bits: 64, value: 0x9a6c9329ac4bc9b5n },
};

/** What one byte does to a CRC, in halves of 32 bits. */
interface Table {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Made once: an object is smaller than the work of making them. */
const tables = { crc32c: table(polynomials.crc32c.value), crc64nvme: table(polynomials.crc64nvme.value) } as const;

function nativeCrc32(): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}

/** Works on two halves of 32 bits, since JavaScript's fast integers end there. */
function tableCrc({ bits }: Polynomial, { high, low }: Table): RunningChecksum {
  const ones = bits === 64 ? 0xffffffff : 0;
  let upper = ones;
  let lower = 0xffffffff;
  return {
    update(bytes) {
      let up = upper;
      let down = lower;
      for (let at = 0; at < bytes.length; at++) {
        const index = (down ^ (bytes[at] as number)) & 0xff;
        down = ((down >>> 8) | (up << 24)) ^ (low[index] as number);
        up = (up >>> 8) ^ (high[index] as number);
      }
      upper = up;
      lower = down;
    },
    digest() {
      const digest = Buffer.alloc(8);
      digest.writeUInt32BE((upper ^ ones) >>> 0, 0);
      digest.writeUInt32BE((lower ^ 0xffffffff) >>> 0, 4);
      return bits === 64 ? digest : digest.subarray(4);
    },
  };
}

function table(polynomial: bigint): Table {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let crc = BigInt(index);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
    high[index] = Number(crc >> 32n);
    low[index] = Number(crc & 0xffffffffn);
  }
  return { high, low };
}

/** a · b modulo the polynomial; in the reflected form the highest bit stands for x to the 0. */
function multiply(a: bigint, b: bigint, { bits, value }: Polynomial): bigint {
  let product = 0n;
  let factor = b;
  for (let mask = 1n << BigInt(bits - 1); mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ value : factor >> 1n;
  }
  return product;
}

function powerOfX(exponent: bigint, field: Polynomial): bigint {
  let power = 1n << BigInt(field.bits - 1);
  let square = 1n << BigInt(field.bits - 2);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) power = multiply(square, power, field);
    square = multiply(square, square, field);
  }
  return power;
}
