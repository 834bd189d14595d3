import { randomBytes } from 'node:crypto';

/** Random bytes, as many as asked for. */
export type RandomBytes = (count: number) => Uint8Array;

export const systemRandom: RandomBytes = (count) => randomBytes(count);
