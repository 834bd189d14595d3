import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from letting what is short-lived pile up before it collects it: answers and contents above all. Buffers that
 * have passed through are freed when it collects its young generation, and it does so the later the more that has grown:
 * so a copy of any size stays some 40 MB smaller.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--max-semi-space-size=2');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Keeps the whole heap close to what is needed: runners and containers are small. It costs processor time, a third of it
 * while little is held, so it is for those that hold much.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=10');
}
