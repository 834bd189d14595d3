import type { Watchdog } from '../../support/watchdog.ts';
import { containerRuntime } from './container-runtime.ts';
import { processRuntime } from './process-runtime.ts';
import { playedRuntime, type Runtime } from './runtime.ts';

export interface RuntimeOptions {
  /**
   * Where instances run: `process` unpacks the image and runs its command as a child process, `container` gives it to the
   * docker engine, `none` only plays them [process].
   */
  readonly runtime?: 'process' | 'container' | 'none';
  /** Whether a child process sees its image as the whole file system, where the machine allows that [true]. */
  readonly confine?: boolean;
}

export interface RuntimeSurroundings {
  readonly watchdog: Pick<Watchdog, 'guard'>;
  folder(): string;
}

export function runtimeOf(
  { watchdog, folder }: RuntimeSurroundings,
  { runtime = 'process', confine = true }: RuntimeOptions,
): Runtime {
  switch (runtime) {
    case 'none':
      return playedRuntime();
    case 'process':
      return processRuntime({ watchdog, folder, graceMilliseconds: 2000, confine });
    case 'container':
      return containerRuntime({ watchdog, folder });
  }
}
