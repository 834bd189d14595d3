/** Files for the thread: paths below a folder, as texts of bytes (Latin-1) with a zero byte between two. */
export interface IdentityBatch {
  readonly paths: string;
  /** One of `fileState` for each. */
  readonly states: Int32Array;
  /** 32 bytes for each. */
  readonly sums: Uint8Array;
}

/** A file is `taken` while the thread reads it, and `left` where the caller was first or the thread could not read it in one call. */
export const fileState = { free: 0, taken: 1, read: 2, left: 3 } as const;

export interface IdentityThreadData {
  readonly folder: string;
  /** A file that leaves no byte of a buffer of so many and one is left. */
  readonly smallBytes: number;
  readonly state: typeof fileState;
}

/** The program of the thread that reads small files. Its text is all that the thread gets, so it refers to nothing outside itself. */
export function identityThread(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const fs = process.getBuiltinModule('node:fs');
  const crypto = process.getBuiltinModule('node:crypto');
  const { folder, smallBytes, state } = workerData as IdentityThreadData;
  const folderBytes = Buffer.from(`${folder}/`).toString('latin1');
  const buffer = Buffer.allocUnsafeSlow(smallBytes + 1);
  parentPort?.on('message', ({ paths, states, sums }: IdentityBatch) => {
    for (const [index, path] of paths.split('\0').entries()) {
      if (Atomics.compareExchange(states, index, state.free, state.taken) !== state.free) continue;
      const sum = sumOf(Buffer.from(folderBytes + path, 'latin1'));
      if (sum) sums.set(sum, index * 32);
      Atomics.store(states, index, sum ? state.read : state.left);
      Atomics.notify(states, index);
    }
  });

  function sumOf(file: Buffer): Uint8Array | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = fs.openSync(file, 'r');
      const bytes = fs.readSync(descriptor, buffer, 0, buffer.length, 0);
      return bytes < buffer.length ? crypto.hash('sha256', buffer.subarray(0, bytes), 'buffer') : undefined;
    } catch {
      // Who asks for it reads it again, and then tells why it cannot be read.
      return undefined;
    } finally {
      if (descriptor !== undefined) fs.closeSync(descriptor);
    }
  }
}
