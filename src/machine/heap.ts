import { setFlagsFromString } from 'node:v8';

/**
 * Limits V8's young generation. Buffers that are no longer used are freed when V8 collects it, and the larger it has grown,
 * the later that happens. With this limit, a copy of any size needs some 40 MB less memory.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--max-semi-space-size=2');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Limits the growth of the whole heap between two collections, for runners and containers with little memory. It costs
 * processor time, up to a third more while the heap is small, so it is for actions with a large heap.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=10');
}
