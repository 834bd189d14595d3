/** Bytes by their position. */
export interface Bytes {
  /** Whether any position may be read at any time; otherwise each one not before the one of the last call. */
  readonly isSeekable: boolean;
  /** Up to `length` bytes from a position on: fewer only where they end. */
  read(offset: number, length: number): Promise<Buffer>;
  /** Whether there are so many bytes. */
  reaches(length: number): Promise<boolean>;
}

/** Bytes that come once: what was passed is gone, so that content of any size takes no more memory than one read of it. */
export interface ForwardBytes extends Bytes {
  /** Up to `length` bytes from a position on, as they come. */
  chunks(offset: number, length: number): AsyncGenerator<Buffer>;
}

export function forwardBytes(content: AsyncIterable<Buffer>): ForwardBytes {
  const source = content[Symbol.asyncIterator]();
  /** The chunks that are here, and where the first begins. */
  let held: Buffer[] = [];
  let from = 0;
  let end = 0;

  /** Gets the next chunk; false at the end of all. */
  async function pull(): Promise<boolean> {
    const next = await source.next();
    if (next.done) return false;
    held.push(next.value);
    end += next.value.length;
    return true;
  }

  function forget(offset: number): void {
    const kept = held.findIndex((chunk) => {
      if (from + chunk.length > offset) return true;
      from += chunk.length;
      return false;
    });
    held = kept < 0 ? [] : held.slice(kept);
  }

  async function read(offset: number, length: number): Promise<Buffer> {
    forget(offset);
    while (end < offset + length && (await pull())) forget(offset);
    if (held.length > 1) held = [Buffer.concat(held)];
    const start = Math.max(0, offset - from);
    return held[0]?.subarray(start, start + length) ?? Buffer.alloc(0);
  }

  return {
    isSeekable: false,
    read,
    async reaches(length) {
      while (end < length && (await pull())) forget(length);
      return end >= length;
    },
    async *chunks(offset, length) {
      for (let at = offset; at < offset + length; ) {
        forget(at);
        if (end <= at && !(await pull())) return;
        const chunk = held[0]?.subarray(Math.max(0, at - from), at - from + (offset + length - at)) ?? Buffer.alloc(0);
        at += chunk.length;
        if (chunk.length > 0) yield chunk;
      }
    },
  };
}
