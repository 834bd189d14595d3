import { queryService } from '../core/query-service.ts';
import type { Service } from '../core/service.ts';
import { type RuntimeOptions, type RuntimeSurroundings, runtimeOf } from '../runtime/choice.ts';
import { waitOn } from '../runtime/wait.ts';
import { applicationOperations } from './application-operations.ts';
import { environmentOperations } from './environment-operations.ts';
import { healthOperations } from './health-operations.ts';
import type { BeanstalkOutside, BeanstalkParts, BeanstalkTimes } from './parts.ts';
import { platformOperations } from './platform-operations.ts';
import { type UpdateScript, updateScripts } from './script.ts';
import type { Application, Environment } from './state.ts';
import { newStore } from './store.ts';
import { tagOperations } from './tag-operations.ts';
import { templateOperations } from './template-operations.ts';
import { twinOperations } from './twin-operations.ts';

export interface ElasticBeanstalkOptions extends RuntimeOptions {
  readonly times?: Partial<BeanstalkTimes>;
  /** Ports of environments whose URL must be known before they are created, by name. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Most events of a page [1000]. */
  readonly pageSize?: number;
}

/** Elastic Beanstalk, and the handle by which tests decide how updates go and look inside. */
export interface ElasticBeanstalk extends Service {
  /** Decides how the next update that fits goes. */
  script(script: UpdateScript): void;
  addApplication(application: Pick<Application, 'accountId' | 'region' | 'name'>): Application;
  environments(): readonly Environment[];
  /** Lets nothing answer at the URL of an environment any more. */
  stopAnswering(name: string): Promise<void>;
  close(): Promise<void>;
}

const namespace = 'http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/';

const defaultTimes: BeanstalkTimes = {
  launchMilliseconds: 100,
  batchMilliseconds: 50,
  configureMilliseconds: 50,
  abortMilliseconds: 50,
  healthMilliseconds: 20,
  tailMilliseconds: 20,
  millisecondsPerSecond: 10,
  startMilliseconds: 10_000,
};

export function elasticBeanstalkService(
  outside: BeanstalkOutside & RuntimeSurroundings,
  options: ElasticBeanstalkOptions = {},
): ElasticBeanstalk {
  const closing = new AbortController();
  const store = newStore(options.ports);
  const scripts = updateScripts();
  const parts: BeanstalkParts = {
    ...outside,
    ...{ store, scripts, closing: closing.signal, pageSize: options.pageSize ?? 1000 },
    runtime: runtimeOf(outside, options),
    times: { ...defaultTimes, ...options.times },
    wait: waitOn(outside.clock, closing.signal),
  };
  return {
    ...queryService('elasticbeanstalk', namespace, {
      ...applicationOperations(parts),
      ...environmentOperations(parts),
      ...platformOperations(),
      ...templateOperations(parts),
      ...twinOperations(parts),
      ...healthOperations(parts),
      ...tagOperations(store),
    }),
    script: scripts.add,
    addApplication(given) {
      const application: Application = {
        ...given,
        createdAt: outside.clock.now(),
        ...{ versions: new Map(), templates: new Map() },
      };
      store.addApplication(application);
      return application;
    },
    environments: store.all,
    async stopAnswering(name) {
      for (const environment of store.all().filter((each) => each.name === name)) {
        const router = store.router(environment);
        await router.current()?.stop();
        router.routeTo(undefined);
      }
    },
    async close() {
      closing.abort(new Error('The local cloud is closed.'));
      await Promise.all(
        store.all().map(async (environment) => {
          const router = store.router(environment);
          const instance = router.current();
          router.routeTo(undefined);
          await Promise.all([router.close(), instance?.stop()]);
        }),
      );
    },
  };
}
