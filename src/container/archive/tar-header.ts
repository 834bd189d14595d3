import type { Result } from '../../domain/result.ts';
import type { TarExtension } from './tar-extension.ts';

export const tarBlockBytes = 512;

export interface TarHeader {
  readonly path: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly link: string;
}

/** The header of an entry, with what the extensions in front of it say. */
export function parseTarHeader(block: Buffer, extension: TarExtension): Result<TarHeader> {
  if (!hasChecksum(block))
    return { ok: false, reason: 'it is no tar, or it is damaged: the checksum of a header is wrong' };
  const sizeBytes = extension.sizeBytes ?? numberAt(block, 124, 12);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
    return { ok: false, reason: 'it gives a file an impossible size' };
  const isUstar = block.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  const path = extension.path ?? (prefix ? `${prefix}/${name}` : name);
  const type = String.fromCharCode(block[156] ?? 0);
  return { ok: true, value: { path, type, sizeBytes, link: extension.link ?? textAt(block, 157, 100) } };
}

/** The sum of all bytes of the header, those of the checksum itself taken as spaces. */
function hasChecksum(block: Buffer): boolean {
  let sum = 0;
  for (let at = 0; at < tarBlockBytes; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
  return sum === numberAt(block, 148, 8);
}

/** Octal text, or a binary number when the first bit is set (GNU, for files of 8 GiB and more). NaN for anything else. */
function numberAt(block: Buffer, start: number, length: number): number {
  if (((block[start] ?? 0) & 0x80) !== 0) return binaryAt(block, start, length);
  const text = textAt(block, start, length).trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : Number.NaN;
}

/** No file has a size of more than six bytes; a negative number has bits before them, too. */
function binaryAt(block: Buffer, start: number, length: number): number {
  const before = block.subarray(start + 1, start + length - 6);
  const isShort = block[start] === 0x80 && before.every((byte) => byte === 0);
  return isShort ? block.readUIntBE(start + length - 6, 6) : Number.NaN;
}

function textAt(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}
