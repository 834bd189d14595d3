import { UserError } from '../../errors.ts';
import type { ArchiveFiles } from './archive-files.ts';

/** A file that is known to be short. */
interface ShortFile {
  readonly path: string;
  readonly maxBytes: number;
}

/** A manifest or configuration of an archive, or '' when there is no such file. */
export async function readText(files: ArchiveFiles, { path, maxBytes }: ShortFile): Promise<string> {
  const found = await files.find(path);
  if (!found?.sizeBytes) return '';
  const text = found.sizeBytes > maxBytes ? 'too large' : ((await files.text(found.path)) ?? 'not kept');
  if (typeof text !== 'string') return text.toString();
  throw new UserError({
    what: `The file ${path} of the image archive is ${text === 'too large' ? text : 'no manifest and no configuration'}; nothing was changed.`,
    why:
      text === 'too large'
        ? `It has ${found.sizeBytes} bytes, and at most ${maxBytes} are read.`
        : 'It is no JSON, or the archive has more of it than any image.',
    next: 'Check image-archive: manifests and configurations are short.',
  });
}
