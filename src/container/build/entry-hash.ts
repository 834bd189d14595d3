import { createHash, hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { messageOf, UserError } from '../../errors.ts';
import { type ContextEntry, pathOf } from './context-entries.ts';

/** Larger than Node's default: fewer reads for each large file. */
const chunkBytes = 512 * 1024;
/** A file up to this size is read by one synchronous call, which is several times quicker than a stream. */
const smallBytes = 128 * 1024;
const turnMilliseconds = 20;

/** One line for each entry, with all that a builder gets of it. */
export async function entryLines(
  root: string,
  entries: readonly ContextEntry[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lines: string[] = [];
  // One buffer for all: thousands of its kind would have to be collected.
  const buffer = Buffer.allocUnsafe(smallBytes + 1);
  let turnBegan = performance.now();
  for (const entry of entries) {
    const content = hasContent(entry) ? await contentHash(pathOf(root, entry.path), buffer, signal) : '';
    lines.push(`${JSON.stringify(entry.path)} ${entry.mode.toString(8)} ${kindText(entry)} ${content}`);
    if (performance.now() - turnBegan < turnMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  return lines;
}

function hasContent({ is }: ContextEntry): boolean {
  return is.kind === 'file' && is.hasContent;
}

function kindText({ is }: ContextEntry): string {
  switch (is.kind) {
    case 'folder':
    case 'pipe':
    case 'file':
      return is.kind;
    case 'link':
      return `link ${JSON.stringify(is.target)}`;
    case 'hard link':
      return `hard link ${JSON.stringify(is.to)}`;
    case 'device':
      return `${is.type} device ${is.number}`;
  }
}

async function contentHash(path: string | Buffer, buffer: Buffer, signal: AbortSignal): Promise<string> {
  try {
    return smallHash(path, buffer) ?? (await streamedHash(path, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError({
      what: `The file ${path} of the build context could not be read; nothing was built.`,
      why: `${messageOf(error)}.`,
      next: 'Give this step access to it, or leave it out: .dockerignore.',
    });
  }
}

/** Undefined when the file does not leave a byte of the buffer free. */
function smallHash(path: string | Buffer, buffer: Buffer): string | undefined {
  const descriptor = openSync(path, 'r');
  try {
    // A file gives all that is asked for, up to its end: https://man7.org/linux/man-pages/man2/read.2.html
    const bytes = readSync(descriptor, buffer, 0, buffer.length, 0);
    return bytes < buffer.length ? hash('sha256', buffer.subarray(0, bytes)) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

async function streamedHash(path: string | Buffer, signal: AbortSignal): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal, highWaterMark: chunkBytes })) sum.update(chunk as Buffer);
  return sum.digest('hex');
}
