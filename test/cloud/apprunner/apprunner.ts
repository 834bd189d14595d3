import type { VpcConnector } from '@aws-sdk/client-apprunner';
import { jsonService } from '../core/json-service.ts';
import { regional } from '../core/regional.ts';
import type { Service } from '../core/service.ts';
import type { Logs } from '../logs/logs.ts';
import { type RuntimeOptions, type RuntimeSurroundings, runtimeOf } from '../runtime/choice.ts';
import { waitOn } from '../runtime/wait.ts';
import { deployPushed } from './auto-deployment.ts';
import { companionOperations, type VpcConnectors, vpcConnector } from './companion-operations.ts';
import { type IngressConnections, ingressConnections } from './ingress-operations.ts';
import type { AppRunnerOutside, AppRunnerParts, AppRunnerTimes } from './parts.ts';
import { type OperationScript, operationScripts } from './script.ts';
import { serviceLogs } from './service-logs.ts';
import { serviceOperations } from './service-operations.ts';
import { serviceStore } from './service-store.ts';
import type { AppRunnerService } from './state.ts';

export interface AppRunnerOptions extends RuntimeOptions {
  readonly times?: Partial<AppRunnerTimes>;
  /** Ports of services whose URL must be known before they are created, by name. */
  readonly ports?: Readonly<Record<string, number>>;
}

export interface AppRunnerSurroundings extends AppRunnerOutside, RuntimeSurroundings {
  readonly logs: Logs;
}

/** App Runner, and the handle by which tests decide how operations go and look inside. */
export interface AppRunner extends Service {
  /** Decides how the next operation that fits goes. */
  script(script: OperationScript): void;
  services(): readonly AppRunnerService[];
  vpcConnector(accountId: string, region: string, name: string): VpcConnector;
  readonly ingress: Pick<IngressConnections, 'all' | 'failNext'>;
  /** A service as WAF sees it. */
  protectable(arn: string): { readonly isReady: boolean } | undefined;
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
  const ingress = ingressConnections(parts, store);
  outside.ecr.onPush((push) => deployPushed(parts, store.all(), push));
  return {
    ...jsonService('apprunner', '1.0', {
      ...serviceOperations(parts, store, ingress.all),
      ...companionOperations(connectors),
      ...ingress.operations,
    }),
    script: scripts.add,
    services: store.all,
    ingress,
    protectable(arn) {
      const status = store.find(arn)?.status;
      return status === undefined || status === 'DELETED' ? undefined : { isReady: status === 'RUNNING' };
    },
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
