/**
 * A reader of the log that goes away must not end the work: without a listener, the first line that is not taken (EPIPE, or
 * ENOSPC where the log is a file) is an uncaught error, in the middle of a deployment.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

const patienceMilliseconds = 60_000;
/** The runner kills a step 10 s after its first signal, and the work itself ends within the first 7 s. */
const patienceWhenCancelled = 1_500;

/**
 * Ends the process, with the exit code that is set, when it does not end by itself: a reader that stands still would hold it,
 * and with it a verdict that is known. Lines that were not read by then are lost.
 */
export function endWithoutReader(isCancelled: boolean): void {
  setTimeout(() => process.exit(), isCancelled ? patienceWhenCancelled : patienceMilliseconds).unref();
}
