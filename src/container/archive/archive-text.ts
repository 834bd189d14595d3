import type { Readable } from 'node:stream';
import { UserError } from '../../errors.ts';
import type { ArchiveFiles } from './archive-files.ts';

const maxTextBytes = 8 * 1024 * 1024;

/** A manifest or configuration of an archive, or '' when there is no such file. */
export async function readText(files: ArchiveFiles, path: string, signal: AbortSignal): Promise<string> {
  const size = await files.sizeBytes(path);
  if (!size) return '';
  if (size > maxTextBytes)
    throw new UserError({ what: `The file ${path} of the image archive has ${size} bytes; manifests are small.` });
  return (await whole(files.stream(path, signal))).toString();
}

async function whole(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
