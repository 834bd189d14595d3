import { createHash, hash } from 'node:crypto';
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';

/** What identifies a file's content. */
export interface Identity {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/**
 * Reads a file to its end. What is told at once was read synchronously: callers that go through thousands of files let others
 * have their turn in between. Errors are those of the file system.
 */
export type IdentifyFile = (file: string | Buffer, signal?: AbortSignal) => Identity | Promise<Identity>;

/** A file up to this size is read by one synchronous call, which is several times quicker than a stream. */
export const smallBytes = 256 * 1_024;

/** Larger than Node's default: fewer reads for each large file. */
const chunkBytes = 1_024 ** 2;

export function fileIdentities(): IdentifyFile {
  // One buffer for all: thousands of its kind would have to be collected.
  const buffer = Buffer.allocUnsafeSlow(smallBytes + 1);
  return (file, signal) => smallIdentity(file, buffer) ?? streamedIdentity(file, signal);
}

/** Undefined when the file does not leave a byte of the buffer free. */
function smallIdentity(file: string | Buffer, buffer: Buffer): Identity | undefined {
  const descriptor = openSync(file, 'r');
  try {
    // A file gives all that is asked for, up to its end: https://man7.org/linux/man-pages/man2/read.2.html
    const bytes = readSync(descriptor, buffer, 0, buffer.length, 0);
    return bytes < buffer.length ? { bytes, sha256: hash('sha256', buffer.subarray(0, bytes)) } : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** What a file is, all by one opened file: another one that takes its name in between does not mix in. */
export interface FileFacts extends Identity {
  /** Permissions with setuid, setgid and sticky. */
  readonly mode: number;
  /** How many names it has. */
  readonly names: number;
}

/** Like `IdentifyFile`; undefined for what is no regular file. */
export type ReadFacts = (
  file: string | Buffer,
  signal?: AbortSignal,
) => FileFacts | undefined | Promise<FileFacts | undefined>;

/** What has become a link is an error, and what has become a pipe is not waited for. */
export const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export function factsReader(): ReadFacts {
  const buffer = Buffer.allocUnsafeSlow(smallBytes + 1);
  return (file, signal) => {
    const descriptor = openSync(file, openFlags);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return undefined;
      const { mode, nlink: names } = stats;
      const facts = { mode: mode & 0o7777, names };
      const bytes = readSync(descriptor, buffer, 0, buffer.length, 0);
      return bytes < buffer.length
        ? { ...facts, bytes, sha256: hash('sha256', buffer.subarray(0, bytes)) }
        : streamedIdentity(file, signal).then((identity) => ({ ...facts, ...identity }));
    } finally {
      closeSync(descriptor);
    }
  };
}

async function streamedIdentity(file: string | Buffer, signal: AbortSignal | undefined): Promise<Identity> {
  const sum = createHash('sha256');
  let bytes = 0;
  const chunks = createReadStream(file, { highWaterMark: chunkBytes, ...(signal ? { signal } : {}) });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    sum.update(chunk);
  }
  return { bytes, sha256: sum.digest('hex') };
}
