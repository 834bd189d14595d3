import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { fileIdentities, type IdentifyFile, smallBytes } from './file-identity.ts';
import { fileState, type IdentityBatch, type IdentityThreadData, identityThread } from './identity-thread.ts';

/** Reads the files of a folder on a second core, in the order in which they are added, while their caller still looks for more. */
export interface IdentitiesAhead {
  /** Adds a file by its path below the folder, a text of bytes (Latin-1); answers its number. */
  add(path: string): number;
  /** There are no more. */
  last(): void;
  /** SHA-256 of a file, in hex; undefined where the caller has to read it, and nobody else will any more. */
  sha256(number: number): string | undefined;
  close(): void;
}

/** Reads files for what identifies them: one by one, or those of a folder with a second core ahead. */
export interface Identities {
  readonly identify: IdentifyFile;
  readonly ahead: (folder: string) => IdentitiesAhead;
}

export function identities(cores = availableParallelism()): Identities {
  return { identify: fileIdentities(), ahead: (folder) => identitiesAhead(folder, cores) };
}

const batchFiles = 100;

/** With fewer, the start of a thread costs more than it brings. */
const worthwhileBatches = 10;

/** How long the caller waits for the one file that the thread is at: a moment, unless its file system hangs. */
const patienceMilliseconds = 1_000;

function identitiesAhead(folder: string, cores: number): IdentitiesAhead {
  const batches: IdentityBatch[] = [];
  let paths: string[] = [];
  let thread: Worker | undefined;
  const send = () => {
    const batch = batchOf(paths);
    batches.push(batch);
    paths = [];
    const isWorthwhile = batches.length === worthwhileBatches && cores > 1;
    if (isWorthwhile) thread = startThread(folder);
    for (const each of isWorthwhile ? batches : [batch]) thread?.postMessage(each);
  };
  return {
    add(path) {
      const number = batches.length * batchFiles + paths.push(path) - 1;
      if (paths.length === batchFiles) send();
      return number;
    },
    last: send,
    sha256(number) {
      const batch = thread && batches[Math.floor(number / batchFiles)];
      return batch && sumAt(batch, number % batchFiles);
    },
    close: () => void thread?.terminate(),
  };
}

function batchOf(paths: readonly string[]): IdentityBatch {
  return {
    paths: paths.join('\0'),
    states: new Int32Array(new SharedArrayBuffer(paths.length * Int32Array.BYTES_PER_ELEMENT)),
    sums: new Uint8Array(new SharedArrayBuffer(paths.length * 32)),
  };
}

/** Leaves the file to the caller where the thread has not come to it. */
function sumAt({ states, sums }: IdentityBatch, index: number): string | undefined {
  const found = Atomics.compareExchange(states, index, fileState.free, fileState.left);
  if (found === fileState.taken) Atomics.wait(states, index, fileState.taken, patienceMilliseconds);
  return Atomics.load(states, index) === fileState.read
    ? Buffer.from(sums.buffer, index * 32, 32).toString('hex')
    : undefined;
}

/** Without it (no memory for a thread, say) the caller reads all by itself. */
function startThread(folder: string): Worker {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const data: IdentityThreadData = { folder, smallBytes, state: fileState };
  const thread = new Worker(`(${identityThread})()`, { eval: true, execArgv: [], workerData: data });
  thread.on('error', () => {});
  thread.unref();
  return thread;
}
