import { inflateRawSync } from 'node:zlib';

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly path: string;
  /** Permission bits and file type, as Unix keeps them. */
  readonly mode: number;
  readonly modified: number;
  content(): Buffer;
}

/** Reads an archive's central directory; undefined for bytes that are no archive. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function readZip(archive: Buffer): readonly ZipEntry[] | undefined {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) return undefined;
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const header = at;
    entries.push({
      path: archive.toString('utf8', at + 46, at + 46 + nameLength),
      mode: archive.readUInt32LE(at + 38) >>> 16,
      modified: archive.readUInt32LE(at + 12),
      content: () => contentAt(archive, header),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function contentAt(archive: Buffer, header: number): Buffer {
  const method = archive.readUInt16LE(header + 10);
  const size = archive.readUInt32LE(header + 20);
  const local = archive.readUInt32LE(header + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + size);
  return method === 0 ? bytes : inflateRawSync(bytes);
}
