import type { VpcConnector } from '@aws-sdk/client-apprunner';
import type { Watchdog } from '../../support/watchdog.ts';
import { jsonService } from '../core/json-service.ts';
import { regional } from '../core/regional.ts';
import type { Service } from '../core/service.ts';
import type { Logs } from '../logs/logs.ts';
import { deployPushed } from './auto-deployment.ts';
import { companionOperations, type VpcConnectors, vpcConnector } from './companion-operations.ts';
import { containerRuntime } from './container-runtime.ts';
import type { AppRunnerOutside, AppRunnerParts, AppRunnerTimes } from './parts.ts';
import { processRuntime } from './process-runtime.ts';
import { playedRuntime, type Runtime } from './runtime.ts';
import { type OperationScript, operationScripts } from './script.ts';
import { serviceLogs } from './service-logs.ts';
import { serviceOperations } from './service-operations.ts';
import { serviceStore } from './service-store.ts';
import type { AppRunnerService } from './state.ts';
import { waitOn } from './wait.ts';

export interface AppRunnerOptions {
  /**
   * Where instances run: `process` unpacks the image and runs its command as a child process, `container` gives it to the
   * docker engine, `none` only plays them [process].
   */
  readonly runtime?: 'process' | 'container' | 'none';
  /** Whether a child process sees its image as the whole file system, where the machine allows that [true]. */
  readonly confine?: boolean;
  readonly times?: Partial<AppRunnerTimes>;
  /** Ports of services whose URL must be known before they are created, by name. */
  readonly ports?: Readonly<Record<string, number>>;
}

export interface AppRunnerSurroundings extends AppRunnerOutside {
  readonly logs: Logs;
  readonly watchdog: Pick<Watchdog, 'guard'>;
  folder(): string;
}

/** App Runner, and the handle by which tests decide how operations go and look inside. */
export interface AppRunner extends Service {
  /** Decides how the next operation that fits goes. */
  script(script: OperationScript): void;
  services(): readonly AppRunnerService[];
  vpcConnector(accountId: string, region: string, name: string): VpcConnector;
  close(): Promise<void>;
}

const defaultTimes: AppRunnerTimes = {
  pendingMilliseconds: 10,
  pullMilliseconds: 20,
  provisionMilliseconds: 20,
  routeMilliseconds: 10,
  rollbackMilliseconds: 100,
  pauseMilliseconds: 50,
  deleteMilliseconds: 50,
  restartMilliseconds: 500,
  millisecondsPerSecond: 10,
  startMilliseconds: 10_000,
};

export function appRunnerService(outside: AppRunnerSurroundings, options: AppRunnerOptions = {}): AppRunner {
  const closing = new AbortController();
  const store = serviceStore(options.ports);
  const scripts = operationScripts();
  const parts: AppRunnerParts = {
    ...outside,
    runtime: runtimeOf(outside, options),
    times: { ...defaultTimes, ...options.times },
    scripts,
    logs: serviceLogs(outside.logs),
    wait: waitOn(outside.clock, closing.signal),
    closing: closing.signal,
    router: store.router,
  };
  const connectors: VpcConnectors = regional((): VpcConnector[] => []);
  outside.ecr.onPush((push) => deployPushed(parts, store.all(), push));
  return {
    ...jsonService('apprunner', '1.0', { ...serviceOperations(parts, store), ...companionOperations(connectors) }),
    script: scripts.add,
    services: store.all,
    vpcConnector(accountId, region, name) {
      const made = vpcConnector(accountId, region, name, outside.clock.now());
      connectors(accountId, region).push(made);
      return made;
    },
    async close() {
      closing.abort(new Error('The local cloud is closed.'));
      await Promise.all(
        store.all().map(async (service) => {
          const router = store.router(service);
          const instance = router.current();
          router.routeTo(undefined);
          await Promise.all([router.close(), instance?.stop()]);
        }),
      );
    },
  };
}

function runtimeOf({ watchdog, folder }: AppRunnerSurroundings, options: AppRunnerOptions): Runtime {
  const { runtime = 'process', confine = true } = options;
  switch (runtime) {
    case 'none':
      return playedRuntime();
    case 'process':
      return processRuntime({ watchdog, folder, graceMilliseconds: 2000, confine });
    case 'container':
      return containerRuntime({ watchdog, folder });
  }
}
