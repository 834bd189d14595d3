import type { Readable } from 'node:stream';
import { UserError } from '../../errors.ts';
import type { ArchiveFiles } from './archive-files.ts';

/** A file that is known to be short. */
interface ShortFile {
  readonly path: string;
  readonly maxBytes: number;
}

/** A manifest or configuration of an archive, or '' when there is no such file. */
export async function readText(
  files: ArchiveFiles,
  { path, maxBytes }: ShortFile,
  signal: AbortSignal,
): Promise<string> {
  const size = await files.sizeBytes(path);
  if (!size) return '';
  if (size <= maxBytes) return (await whole(files.stream(path, signal))).toString();
  throw new UserError({
    what: `The file ${path} of the image archive is too large; nothing was changed.`,
    why: `It has ${size} bytes, and at most ${maxBytes} are read.`,
    next: 'Check image-archive: manifests and configurations are short.',
  });
}

async function whole(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
