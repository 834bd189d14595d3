import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';

/** A file that is too long to be held: its bytes are read where they are asked for. */
export interface FileBytes {
  readonly length: number;
  /** The bytes from `start` up to before `end`, valid until the next call. Throws a UserError where the file has changed since. */
  read(start: number, end: number): Uint8Array;
}

/** Most of what is asked for is this long. */
const usualLength = 1 << 20;

/** Opens the file for each read: it may be needed an hour later, or never. Throws the system's error where it cannot be read at all. */
export function fileBytes(path: string): FileBytes {
  const first = withFile(path, (descriptor) => fstatSync(descriptor));
  let usual: Buffer | undefined;
  const room = (length: number) => {
    if (length > usualLength || first.size <= usualLength) return Buffer.allocUnsafeSlow(length);
    usual ??= Buffer.allocUnsafeSlow(usualLength);
    return usual.subarray(0, length);
  };
  return {
    length: first.size,
    read(start, end) {
      const bytes = room(Math.min(end, first.size) - start);
      const ok = attempt(path, () => withFile(path, (descriptor) => filled(bytes, start, { descriptor, first })));
      if (!ok) throw changed(path);
      return bytes;
    },
  };
}

function withFile<T>(path: string, work: (descriptor: number) => T): T {
  const descriptor = openSync(path, 'r');
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads until the buffer is full; false where the file is another one than at first. */
function filled(bytes: Buffer, start: number, file: { readonly descriptor: number; readonly first: Stats }): boolean {
  const now = fstatSync(file.descriptor);
  if (now.size !== file.first.size || now.mtimeMs !== file.first.mtimeMs || now.ino !== file.first.ino) return false;
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file.descriptor, bytes, done, bytes.length - done, start + done);
    if (count === 0) return false;
    done += count;
  }
  return true;
}

function attempt(path: string, work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    throw new UserError(
      {
        what: `The file ${path} could not be read to its end.`,
        why: `${messageOf(error)}.`,
        next: 'Check the file, and run the job again.',
      },
      { cause: error },
    );
  }
}

function changed(path: string): UserError {
  return new UserError({
    what: `The file ${path} has changed while it was used.`,
    why: 'Its length or its time is another one than when it was read first.',
    next: 'Let no other step write it, and run the job again.',
  });
}
