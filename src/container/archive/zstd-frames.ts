import { type ForwardBytes, forwardBytes } from './forward-bytes.ts';

const frameMagic = 0xfd2fb528;
/** Frames of metadata: the last hex digit is free. */
const skippableMagic = 0x184d2a5;
const lengthsOfDictionaryId = [0, 1, 2, 4];

/**
 * The same content in chunks none of which holds the end of one frame and the beginning of the next, and without frames that
 * have nothing to decompress: at the end of a frame inside of a chunk, Node.js stops without an error. `pzstd` writes many
 * frames, and so does whoever appends. Format: https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export async function* wholeFrames(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = forwardBytes(content);
  let at = 0;
  for (let magic = await bytes.read(at, 4); magic.length > 0; magic = await bytes.read(at, 4)) {
    const kind = magic.length < 4 ? 0 : magic.readUInt32LE();
    if (kind >>> 4 === skippableMagic) {
      const size = await bytes.read(at + 4, 4);
      at += 8 + (size.length < 4 ? 0 : size.readUInt32LE());
    } else if (kind === frameMagic) {
      for await (const chunk of frame(bytes, at)) {
        at += chunk.length;
        yield chunk;
      }
    } else {
      // What is no frame is for the decompressor to refuse.
      yield* bytes.chunks(at, Number.MAX_SAFE_INTEGER - at);
      return;
    }
  }
}

/** One frame: its header, blocks up to the last one, and a checksum. */
async function* frame(bytes: ForwardBytes, offset: number): AsyncGenerator<Buffer> {
  const beginning = await bytes.read(offset, 5);
  const flags = beginning[4] ?? 0;
  const header = 5 + headerBytes(flags);
  yield* bytes.chunks(offset, header);
  for (let at = offset + header; ; ) {
    const start = await bytes.read(at, 3);
    if (start.length < 3) return;
    const { isLast, storedBytes } = parseBlock(start.readUIntLE(0, 3));
    const blockBytes = 3 + storedBytes + (isLast && flags & 0b100 ? 4 : 0);
    yield* bytes.chunks(at, blockBytes);
    if (isLast) return;
    at += blockBytes;
  }
}

/** The window, the dictionary and the size of the content, as far as the flags say that they are there. */
function headerBytes(flags: number): number {
  const isSingleSegment = (flags & 0b100000) !== 0;
  const sizeFlag = flags >>> 6;
  const sizeBytes = sizeFlag === 0 ? Number(isSingleSegment) : 2 ** sizeFlag;
  return Number(!isSingleSegment) + (lengthsOfDictionaryId[flags & 0b11] ?? 0) + sizeBytes;
}

/** One byte stands for a whole block of it. */
function parseBlock(header: number): { readonly isLast: boolean; readonly storedBytes: number } {
  const isRepeated = ((header >>> 1) & 0b11) === 1;
  return { isLast: (header & 1) === 1, storedBytes: isRepeated ? 1 : header >>> 3 };
}
