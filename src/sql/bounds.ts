/** How long is waited for a server that may have died without a word, in milliseconds. */
export interface SqlBounds {
  /** From the first packet to a session that can be used, TLS and password included. */
  readonly connectMilliseconds: number;
  /** For the answer to a statement of ours, on top of what it may wait for locks. */
  readonly answerMilliseconds: number;
  /** While a statement of a file runs, which may take hours, another session asks this often whether the server lives. */
  readonly aliveMilliseconds: number;
  /** While a statement of a file runs, another session looks this often whom it waits for. */
  readonly blockersMilliseconds: number;
  /** What a session may take to end after the run was stopped. */
  readonly stopMilliseconds: number;
}

export const usualBounds: SqlBounds = {
  connectMilliseconds: 20_000,
  answerMilliseconds: 60_000,
  aliveMilliseconds: 60_000,
  blockersMilliseconds: 2_000,
  stopMilliseconds: 3_000,
};

/** What is thrown where no answer came: as a connection that is lost, it leaves open whether the statement took effect. */
export function noAnswer(milliseconds: number): Error {
  const seconds = Math.round(milliseconds / 100) / 10;
  return Object.assign(new Error(`the server has not answered for ${seconds} s`), { code: 'ETIMEDOUT' });
}

/** Where no answer comes in time, the connection is cut, and `noAnswer` thrown. */
export async function answeredWithin<T>(milliseconds: number, answer: Promise<T>, cut: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(noAnswer(milliseconds));
      cut();
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
