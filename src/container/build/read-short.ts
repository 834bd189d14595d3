import { readFile, stat } from 'node:fs/promises';

/** Reads a file that is known to be short; a longer one is an error. */
export async function readShort(path: string, maxBytes: number): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > maxBytes) throw new Error(`it has ${size} bytes, and at most ${maxBytes} are read`);
  return readFile(path);
}
