import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from letting what is no longer needed pile up to hundreds of megabytes before it collects it: runners and
 * containers are small. It costs processor time, so it is for those that hold much.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--max-semi-space-size=2');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
}
