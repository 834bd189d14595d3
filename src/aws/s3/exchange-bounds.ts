import type { Socket } from 'node:net';

/** What an exchange with S3 may not fall short of. */
export interface ExchangeBounds {
  /** How long nothing may move. */
  readonly idleMilliseconds: number;
  /** In each span of this length, so many bytes must move, or the exchange must end. */
  readonly spanMilliseconds: number;
  readonly bytesInSpan: number;
}

/** S3 answers within seconds. While it completes a large upload, it sends spaces for up to some minutes. */
export const exchangeBounds: ExchangeBounds = {
  idleMilliseconds: 30_000,
  spanMilliseconds: 180_000,
  bytesInSpan: 64 * 1_024,
};

/** Fails an exchange in which bytes move, but too few. The timer ends with the exchange. */
export function failWhenSlow(
  socket: Socket,
  { spanMilliseconds, bytesInSpan }: ExchangeBounds,
  fail: (error: Error) => void,
): NodeJS.Timeout {
  let before = movedBytes(socket);
  return setInterval(() => {
    const moved = movedBytes(socket);
    if (moved - before < bytesInSpan)
      fail(late(`Fewer than ${bytesInSpan} bytes came in ${spanMilliseconds / 1_000} s.`));
    before = moved;
  }, spanMilliseconds);
}

function movedBytes({ bytesRead, bytesWritten, writableLength }: Socket): number {
  return bytesRead + bytesWritten - writableLength;
}

export function silent({ idleMilliseconds }: ExchangeBounds): Error {
  return late(`No answer for ${idleMilliseconds / 1_000} s.`);
}

function late(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' });
}
