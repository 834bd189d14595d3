import type { Router } from './router.ts';
import type { Instance, InstanceSpec, Runtime } from './runtime.ts';
import type { Wait } from './wait.ts';

export interface KeepRunningParts {
  readonly runtime: Runtime;
  readonly wait: Wait;
  /** Aborted when the cloud is closed. */
  readonly closing: AbortSignal;
  readonly router: Router;
  /** Until an instance that ended by itself is started anew. */
  readonly restartMilliseconds: number;
  tell(message: string): void;
}

/** Starts the application anew when it ends by itself while it is what the service runs. */
export function keepRunning(parts: KeepRunningParts, spec: InstanceSpec, instance: Instance): void {
  const { runtime, wait, closing, router, restartMilliseconds, tell } = parts;
  const serves = () => !closing.aborted && router.current() === instance;
  instance.ended
    .then(async (code) => {
      if (!serves()) return;
      tell(`Container exit code: ${code ?? 'none'}. Starting a new instance.`);
      await wait(restartMilliseconds);
      if (!serves()) return;
      await instance.stop();
      const next = await runtime.start(spec);
      if (!serves()) return next.stop();
      router.routeTo(next);
      keepRunning(parts, spec, next);
    })
    .catch((error: unknown) => {
      if (!closing.aborted) tell(`The instance could not be started anew: ${String(error)}`);
    });
}
