import { setFlagsFromString } from 'node:v8';

/** Keeps V8 from letting short-lived objects pile up to 100 MB and more before it collects them: runners and containers are small. */
export function keepHeapSmall(): void {
  setFlagsFromString('--max-semi-space-size=2');
  setFlagsFromString('--semi-space-growth-factor=1');
}
