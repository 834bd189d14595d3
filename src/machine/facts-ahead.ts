import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { type FactsBatch, type FactsThreadData, factsThread, fileState } from './facts-thread.ts';
import { type FileFacts, factsReader, openFlags, type ReadFacts, smallBytes } from './file-identity.ts';

/** Reads the files of a folder on a second core, in the order in which they are added, while their caller still looks for more. */
export interface FactsAhead {
  /** Adds a file by its path below the folder, a text of bytes (Latin-1); answers its number. */
  add(path: string): number;
  /** There are no more. */
  last(): void;
  /** Undefined where the caller has to read the file, and nobody else will any more. */
  facts(number: number): FileFacts | undefined;
  close(): void;
}

/** Reads files for what identifies them: one by one, or those of a folder with a second core ahead. */
export interface FactsReaders {
  readonly facts: ReadFacts;
  readonly ahead: (folder: string) => FactsAhead;
}

export function factsReaders(cores = availableParallelism()): FactsReaders {
  return { facts: factsReader(), ahead: (folder) => factsAhead(folder, cores) };
}

const batchFiles = 100;

/** With fewer, the start of a thread costs more than it brings. */
const worthwhileBatches = 10;

/** How long the caller waits for the one file that the thread is at: a moment, unless its file system hangs. */
const patienceMilliseconds = 1_000;

function factsAhead(folder: string, cores: number): FactsAhead {
  const batches: FactsBatch[] = [];
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
    facts(number) {
      const batch = thread && batches[Math.floor(number / batchFiles)];
      return batch && factsAt(batch, number % batchFiles);
    },
    close: () => void thread?.terminate(),
  };
}

function batchOf(paths: readonly string[]): FactsBatch {
  const shared = (bytes: number) => new SharedArrayBuffer(paths.length * bytes);
  return {
    paths: paths.join('\0'),
    states: new Int32Array(shared(Int32Array.BYTES_PER_ELEMENT)),
    numbers: new Float64Array(shared(3 * Float64Array.BYTES_PER_ELEMENT)),
    sums: Buffer.from(shared(32)),
  };
}

/** Leaves the file to the caller where the thread has not come to it. */
function factsAt({ states, numbers, sums }: FactsBatch, index: number): FileFacts | undefined {
  const found = Atomics.compareExchange(states, index, fileState.free, fileState.left);
  if (found === fileState.taken) Atomics.wait(states, index, fileState.taken, patienceMilliseconds);
  if (Atomics.load(states, index) !== fileState.read) return undefined;
  const [at, from] = [index * 3, index * 32];
  const { [at]: mode = 0, [at + 1]: names = 0, [at + 2]: bytes = 0 } = numbers;
  return { mode, names, bytes, sha256: sums.toString('hex', from, from + 32) };
}

/** Without it (no memory for a thread, say) the caller reads all by itself. */
function startThread(folder: string): Worker {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const data: FactsThreadData = { folder, openFlags, smallBytes, state: fileState };
  const thread = new Worker(`(${factsThread})()`, { eval: true, execArgv: [], workerData: data });
  thread.on('error', () => {});
  thread.unref();
  return thread;
}
