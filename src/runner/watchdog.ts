import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Worker } from 'node:worker_threads';
import type { UserError } from '../errors.ts';
import { errorCommand } from '../github/log.ts';
import { type Limit, type WatchdogData, watchdogThread } from './watchdog-thread.ts';

/** Ends the process with an error when its main thread is blocked, and so hears neither its deadline nor a cancellation. */
export interface Watchdog {
  /** From so many milliseconds on, a blocked main thread ends the process with this error. */
  limit(milliseconds: number, error: UserError): void;
  stop(): void;
}

/** The runner kills a step 10 s after its first signal. */
const graceMilliseconds = 7_000;

/** Watches the main thread from a thread of its own. `cancellation` is the error of a cancelled step. */
export function startWatchdog(cancelled: AbortSignal, cancellation: UserError): Watchdog {
  const heartbeat = new Int32Array(new SharedArrayBuffer(4));
  const limits: Limit[] = [];
  const beat = setInterval(() => Atomics.add(heartbeat, 0, 1), 250).unref();
  let thread: Worker | undefined;
  const start = startSoon(() => {
    const graceNanoseconds = BigInt(graceMilliseconds) * 1_000_000n;
    const line = errorCommand(cancellation.message);
    thread = startThread({ heartbeat, limits, cancellation: { graceNanoseconds, line } });
  });
  const limit: Watchdog['limit'] = (milliseconds, error) => {
    const at = process.hrtime.bigint() + BigInt(Math.round(milliseconds * 1e6));
    limits.push({ at, line: errorCommand(error.message) });
    thread?.postMessage(limits.at(-1));
  };
  const limitCancelled = () => {
    limit(graceMilliseconds, cancellation);
    start.now();
  };
  cancelled.addEventListener('abort', limitCancelled);
  return {
    limit,
    stop() {
      cancelled.removeEventListener('abort', limitCancelled);
      start.stop();
      clearInterval(beat);
      void thread?.terminate();
    },
  };
}

/**
 * Calls back once: after a second or with the head of the first response whose body may be hostile, or is matched with
 * somebody's regular expression. The start of a thread takes some ten milliseconds of both cores of a small machine, which a
 * step that soon ends, and asks AWS alone, need not wait for.
 */
function startSoon(start: () => void): { now(): void; stop(): void } {
  let isPending = true;
  const stop = () => {
    isPending = false;
    unsubscribe('http.client.response.finish', answered);
    unsubscribe('undici:request:headers', now);
    clearTimeout(timer);
  };
  const now = () => {
    if (isPending) start();
    stop();
  };
  const answered = (message: unknown) => {
    if (!isSigned((message as { readonly request: ClientRequest }).request)) now();
  };
  const timer = setTimeout(now, 1_000).unref();
  subscribe('http.client.response.finish', answered);
  subscribe('undici:request:headers', now);
  return { now, stop };
}

/** Whether it asks AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html */
function isSigned(request: ClientRequest): boolean {
  return String(request.getHeader('authorization')).startsWith('AWS4-');
}

/** Without its watchdog (no memory for a thread, say) a step runs as well as ever. */
function startThread(data: WatchdogData): Worker {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const thread = new Worker(`(${watchdogThread})()`, { eval: true, execArgv: [], workerData: data });
  thread.on('error', () => {});
  thread.unref();
  return thread;
}
