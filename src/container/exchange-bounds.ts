import type { ClientRequest, IncomingMessage } from 'node:http';

/** What an exchange with a registry may not fall short of. */
export interface ExchangeBounds {
  /** How long nothing may move. */
  readonly idleMilliseconds: number;
  /** In each span of this length, so many bytes must move, or the exchange must end. */
  readonly spanMilliseconds: number;
  readonly bytesInSpan: number;
}

/** A connection on which nothing moves for so long is given up. */
export const answerBounds: ExchangeBounds = {
  idleMilliseconds: 60_000,
  spanMilliseconds: 120_000,
  bytesInSpan: 64 * 1_024,
};

/** After the last byte of a large blob, a registry takes its time to verify it. */
export const uploadBounds: ExchangeBounds = { ...answerBounds, idleMilliseconds: 300_000, spanMilliseconds: 360_000 };

/** Ends an exchange that falls silent, or in which bytes move, but too few. */
export function endWhenSlow(
  outgoing: ClientRequest,
  { idleMilliseconds, spanMilliseconds, bytesInSpan }: ExchangeBounds,
  host: string,
): void {
  let response: IncomingMessage | undefined;
  let before = 0;
  const fail = (what: string) => {
    const error = Object.assign(new Error(`${host} ${what}`), { code: 'ETIMEDOUT' });
    // With the request alone, the reader of the response would learn only that it was aborted.
    response?.destroy(error);
    outgoing.destroy(error);
  };
  const slowness = setInterval(() => {
    const moved = movedBytes(outgoing);
    if (moved - before < bytesInSpan) fail(`moved fewer than ${bytesInSpan} bytes in ${spanMilliseconds / 1_000} s`);
    before = moved;
  }, spanMilliseconds);
  outgoing.once('socket', () => {
    before = movedBytes(outgoing);
  });
  outgoing.once('response', (message) => {
    response = message;
  });
  outgoing.once('close', () => clearInterval(slowness));
  outgoing.setTimeout(idleMilliseconds, () => fail(`was silent for ${idleMilliseconds / 1_000} s`));
}

function movedBytes({ socket }: ClientRequest): number {
  return socket ? socket.bytesRead + socket.bytesWritten - socket.writableLength : 0;
}
