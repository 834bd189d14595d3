/** Files for the thread: paths below a folder, as texts of bytes (Latin-1) with a zero byte between two. */
export interface FactsBatch {
  readonly paths: string;
  /** One of `fileState` for each. */
  readonly states: Int32Array;
  /** Mode, count of names and size for each. */
  readonly numbers: Float64Array;
  /** 32 bytes for each; a Buffer is a mere Uint8Array in the thread. */
  readonly sums: Buffer;
}

/** A file is `taken` while the thread reads it, and `left` where the caller was first or the thread could not read it in one call. */
export const fileState = { free: 0, taken: 1, read: 2, left: 3 } as const;

export interface FactsThreadData {
  readonly folder: string;
  readonly openFlags: number;
  /** A file that leaves no byte of a buffer of so many and one is left. */
  readonly smallBytes: number;
  readonly state: typeof fileState;
}

/** The program of the thread that reads small files. Its text is all that the thread gets, so it refers to nothing outside itself. */
export function factsThread(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const fs = process.getBuiltinModule('node:fs');
  const crypto = process.getBuiltinModule('node:crypto');
  const { folder, openFlags, smallBytes, state } = workerData as FactsThreadData;
  const folderBytes = Buffer.from(`${folder}/`).toString('latin1');
  const buffer = Buffer.allocUnsafeSlow(smallBytes + 1);
  parentPort?.on('message', (batch: FactsBatch) => {
    const { states } = batch;
    for (const [index, path] of batch.paths.split('\0').entries()) {
      if (Atomics.compareExchange(states, index, state.free, state.taken) !== state.free) continue;
      const isRead = read(Buffer.from(folderBytes + path, 'latin1'), batch, index);
      Atomics.store(states, index, isRead ? state.read : state.left);
      Atomics.notify(states, index);
    }
  });

  function read(file: Buffer, { numbers, sums }: FactsBatch, index: number): boolean {
    let descriptor: number | undefined;
    try {
      descriptor = fs.openSync(file, openFlags);
      const stats = fs.fstatSync(descriptor);
      if (!stats.isFile()) return false;
      const bytes = fs.readSync(descriptor, buffer, 0, buffer.length, 0);
      if (bytes === buffer.length) return false;
      numbers[index * 3] = stats.mode & 0o7777;
      numbers[index * 3 + 1] = stats.nlink;
      numbers[index * 3 + 2] = bytes;
      sums.set(crypto.hash('sha256', buffer.subarray(0, bytes), 'buffer'), index * 32);
      return true;
    } catch {
      // Who asks for it reads it again, and then tells why it cannot be read.
      return false;
    } finally {
      if (descriptor !== undefined) fs.closeSync(descriptor);
    }
  }
}
