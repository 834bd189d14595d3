import { jsonService } from '../core/json-service.ts';
import { regional } from '../core/regional.ts';
import type { Service } from '../core/service.ts';
import { type RuntimeOptions, type RuntimeSurroundings, runtimeOf } from '../runtime/choice.ts';
import { waitOn } from '../runtime/wait.ts';
import { deploymentOperations } from './deployment-operations.ts';
import { expressOperations } from './express-operations.ts';
import { type OneOffTask, oneOffTasks, type TaskScript } from './one-off-tasks.ts';
import type { EcsOutside, EcsParts, EcsTimes } from './parts.ts';
import { type DeploymentScript, deploymentScripts } from './script.ts';
import { serviceOperations } from './service-operations.ts';
import { serviceStore } from './service-store.ts';
import type { EcsService, PlainService } from './state.ts';
import { type TaskDefinitions, taskDefinitionOperations, taskDefinitions } from './task-definitions.ts';

export interface EcsOptions extends RuntimeOptions {
  readonly times?: Partial<EcsTimes>;
  /** Ports of services whose URL must be known before they are created, by name. */
  readonly ports?: Readonly<Record<string, number>>;
}

/** ECS, as far as Express Mode uses it, and the handle by which tests decide how deployments go and look inside. */
export interface Ecs extends Service {
  /** Decides how the next deployment that fits goes. */
  script(script: DeploymentScript): void;
  services(): readonly EcsService[];
  /** Makes a cluster; `default` is always there. */
  cluster(accountId: string, region: string, name: string): void;
  /** Registers a task definition, as its owner does; the answer is its ARN. */
  registerTaskDefinition: TaskDefinitions['register'];
  deregisterTaskDefinition(arn: string): void;
  /** Makes a service that its owner manages, which is no Express service. */
  plainService(accountId: string, region: string, name: string, plain?: PlainService): Promise<void>;
  /** Decides how the next one-off task goes. */
  scriptTask(script: TaskScript): void;
  /** All one-off tasks, oldest first. */
  oneOffTasks(): readonly OneOffTask[];
  /** The task definition of this ARN. */
  taskDefinition: TaskDefinitions['find'];
  close(): Promise<void>;
}

const defaultTimes: EcsTimes = {
  listedMilliseconds: 10,
  pendingMilliseconds: 10,
  provisionMilliseconds: 20,
  canaryBakeMilliseconds: 50,
  bakeMilliseconds: 50,
  cleanUpMilliseconds: 10,
  rollbackMilliseconds: 50,
  drainMilliseconds: 50,
  restartMilliseconds: 500,
  millisecondsPerSecond: 1,
  startMilliseconds: 10_000,
};

export function ecsService(outside: EcsOutside & RuntimeSurroundings, options: EcsOptions = {}): Ecs {
  const closing = new AbortController();
  const store = serviceStore(options.ports);
  const scripts = deploymentScripts();
  const clusters = regional(() => new Set(['default']));
  const definitions = taskDefinitions();
  const hasCluster = (accountId: string, region: string, name: string) => clusters(accountId, region).has(name);
  const parts: EcsParts = {
    ...outside,
    runtime: runtimeOf(outside, options),
    times: { ...defaultTimes, ...options.times },
    scripts,
    wait: waitOn(outside.clock, closing.signal),
    closing: closing.signal,
    router: store.router,
  };
  const oneOff = oneOffTasks(parts, { definitions, hasCluster });
  return {
    ...jsonService('ecs', '1.1', {
      ...expressOperations(parts, store, { hasCluster, definitions }),
      ...taskDefinitionOperations(definitions),
      ...deploymentOperations(parts, store),
      ...serviceOperations(store, hasCluster, oneOff.all),
      ...oneOff.operations,
    }),
    script: scripts.add,
    scriptTask: oneOff.script,
    oneOffTasks: oneOff.all,
    taskDefinition: definitions.find,
    services: store.all,
    registerTaskDefinition: definitions.register,
    deregisterTaskDefinition: definitions.deregister,
    cluster: (accountId, region, name) => clusters(accountId, region).add(name),
    plainService: async (accountId, region, name, plain) => {
      await store.add({ ...plainService(accountId, region, name, outside.clock.now()), ...(plain && { plain }) });
    },
    async close() {
      closing.abort(new Error('The local cloud is closed.'));
      await oneOff.close();
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

function plainService(accountId: string, region: string, name: string, now: Date): Omit<EcsService, 'endpoint'> {
  return {
    accountId,
    region,
    cluster: 'default',
    name,
    arn: `arn:aws:ecs:${region}:${accountId}:service/default/${name}`,
    management: 'CUSTOMER',
    infrastructureRoleArn: '',
    status: 'ACTIVE',
    createdAt: now,
    updatedAt: now,
    active: [],
    served: undefined,
    tags: new Map(),
    deployments: [],
    tasks: [],
    events: [],
  };
}
