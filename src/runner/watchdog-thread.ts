/** A time from which on a blocked main thread ends the process, and the line that says why. */
export interface Limit {
  /** Nanoseconds of `process.hrtime`, which all threads share and which does not count while the machine is suspended. */
  readonly at: bigint;
  readonly line: string;
}

/** What the thread is started with. */
export interface WatchdogData {
  /** Counted up by the event loop of the main thread. */
  readonly heartbeat: Int32Array;
  readonly limits: readonly Limit[];
  /** For a signal that the main thread is too blocked to hear. */
  readonly cancellation: { readonly graceNanoseconds: bigint; readonly line: string };
}

/**
 * The program of the watchdog's thread. Its text is all that the thread gets, so it refers to nothing outside itself.
 * The main thread counts as blocked when its heartbeat stood still for 3 s; those are counted in ticks of this thread, so
 * that a machine that was suspended, or busy, gives both threads time again.
 */
export function watchdogThread(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const fs = process.getBuiltinModule('node:fs');
  const { heartbeat, limits: known, cancellation } = workerData as WatchdogData;
  const limits = [...known];
  let beats = -1;
  let missed = 0;
  let writtenBefore = 0;
  parentPort?.on('message', (limit: Limit) => limits.push(limit));
  setInterval(() => {
    const beatsNow = Atomics.load(heartbeat, 0);
    missed = beatsNow === beats ? missed + 1 : 0;
    beats = beatsNow;
    if (missed === 2) writtenBefore = bytesWritten();
    if (missed > 2) noticeSignal();
    if (missed >= 12) endBy(limits.find(({ at }) => at <= process.hrtime.bigint()));
  }, 250);

  /**
   * Only the main thread hears signals. While it is blocked it writes nothing, except that libuv's signal handler writes a
   * message of 16 bytes for the event loop, and 1 byte to release its lock: so that is how a signal shows here (on Linux).
   * https://github.com/libuv/libuv/blob/v1.x/src/unix/signal.c
   */
  function noticeSignal(): void {
    const signals = (bytesWritten() - writtenBefore) / 17;
    if (![1, 2, 3].includes(signals) || limits.some(({ line }) => line === cancellation.line)) return;
    limits.push({ at: process.hrtime.bigint() + cancellation.graceNanoseconds, line: cancellation.line });
  }

  /** By write(2) of the main thread so far. https://man7.org/linux/man-pages/man5/proc_pid_io.5.html */
  function bytesWritten(): number {
    try {
      return Number(/^wchar: (\d+)$/m.exec(fs.readFileSync(`/proc/self/task/${process.pid}/io`, 'utf8'))?.[1]);
    } catch {
      return Number.NaN;
    }
  }

  /**
   * Standard output is written to directly: the stream of a thread passes through the main thread. It may be closed, or full
   * and never read, which must not keep the process from its end.
   */
  function endBy(limit: Limit | undefined): void {
    if (!limit) return;
    const end = () => process.kill(process.pid, 'SIGKILL');
    setTimeout(end, 1_000);
    fs.write(1, `\n${limit.line}\n`, end);
  }
}
