import { Readable } from 'node:stream';
import type { Result } from '../../domain/result.ts';
import { messageOf } from '../../errors.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { type ForwardBytes, forwardBytes } from './forward-bytes.ts';
import { openFileChunks } from './open-file.ts';
import { indexTar, type TarEntry, type TarIndex } from './tar-index.ts';
import { type PackedFile, throughContent, unpacked } from './unpacking.ts';

/**
 * The files of a tar that is compressed as a whole. What a plan needs comes from passing through it, without any file on
 * disk: once for its files and its texts, and once more for the digests of layers that a docker archive does not tell.
 */
export async function packedTarFiles(packed: PackedFile, signal: AbortSignal): Promise<Result<ArchiveFiles>> {
  const index = await indexPacked(packed, signal);
  if (!index.ok) return index;
  const entryOf = (path: string) => index.value.get(path);
  let file: Promise<number> | undefined;
  return {
    ok: true,
    value: {
      find: async (path) => entryOf(path),
      text: async (path) => entryOf(path)?.text,
      async visit(paths, visitor, inner) {
        const entries = paths.flatMap((path) => entryOf(path) ?? []).toSorted((a, b) => a.offset - b.offset);
        await throughContent(packed, (content) => visitAll(entries, forwardBytes(content), visitor), inner);
      },
      async stream(path, inner) {
        const { offset, sizeBytes } = entryOf(path) ?? nothing;
        // The run's own signal: whoever gives up one blob must not take the file from the others.
        file ??= unpacked(packed, signal);
        return Readable.from(openFileChunks(await file, offset, sizeBytes), { signal: inner, objectMode: false });
      },
    },
  };
}

const nothing = { offset: 0, sizeBytes: 0 };

async function indexPacked(packed: PackedFile, signal: AbortSignal): Promise<Result<TarIndex>> {
  try {
    const read = async (content: AsyncIterable<Buffer>) => {
      const bytes = forwardBytes(content);
      const index = await indexTar(bytes, signal);
      if (!index.ok) throw new Refusal(index.reason);
      await bytes.reaches(Number.MAX_SAFE_INTEGER);
      return index;
    };
    return await throughContent(packed, read, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    const { name } = packed.compression;
    return { ok: false, reason: `it is compressed with ${name}, and cannot be decompressed: ${messageOf(error)}` };
  }
}

/** Why a tar is not taken: it ends the pipeline that it came through. */
class Refusal extends Error {}

async function visitAll(
  entries: readonly TarEntry[],
  bytes: ForwardBytes,
  visitor: Parameters<ArchiveFiles['visit']>[1],
): Promise<void> {
  for (const { path, offset, sizeBytes } of entries)
    await visitor(path, Readable.from(bytes.chunks(offset, sizeBytes), { objectMode: false }));
  await bytes.reaches(Number.MAX_SAFE_INTEGER);
}
