import { type Router, startRouter } from '../runtime/router.ts';
import { ecsErrors } from './errors.ts';
import type { EcsService, ServiceDeployment } from './state.ts';

/** All services of all accounts, regions and clusters; deleted ones stay as INACTIVE for a while. */
export interface ServiceStore {
  /** Gives a new service its URL. */
  add(service: Omit<EcsService, 'endpoint'>): Promise<EcsService>;
  /** A service by its ARN, or by its name in a cluster; the newest of that name. */
  find(nameOrArn: string, place: ClusterPlace): EcsService | undefined;
  /** An Express service by its ARN; throws ResourceNotFoundException. */
  express(arn: string): EcsService;
  /** Throws ServiceDeploymentNotFoundException. */
  deployment(arn: string): { readonly service: EcsService; readonly deployment: ServiceDeployment };
  all(): readonly EcsService[];
  router(service: EcsService): Router;
}

export interface ClusterPlace {
  readonly accountId: string;
  readonly region: string;
  readonly cluster: string;
}

export function serviceStore(ports: Readonly<Record<string, number>> = {}): ServiceStore {
  const services: { readonly service: EcsService; readonly router: Router }[] = [];
  const all = () => services.map(({ service }) => service);
  return {
    async add(service) {
      const router = await startRouter(service.name, ports[service.name]);
      const complete = { ...service, endpoint: router.host };
      services.push({ service: complete, router });
      return complete;
    },
    find: (nameOrArn, { accountId, region, cluster }) =>
      all().findLast(
        (service) =>
          service.arn === nameOrArn ||
          (service.name === nameOrArn &&
            service.accountId === accountId &&
            service.region === region &&
            service.cluster === cluster),
      ),
    express(arn) {
      const service = all().findLast((one) => one.arn === arn && one.management === 'ECS');
      if (!service) throw ecsErrors.noResource(arn);
      return service;
    },
    deployment(arn) {
      for (const service of all()) {
        const deployment = service.deployments.find((one) => one.arn === arn);
        if (deployment) return { service, deployment };
      }
      throw ecsErrors.noDeployment();
    },
    all,
    router(service) {
      const entry = services.find((one) => one.service === service);
      if (!entry) throw new Error(`There is no service ${service.arn}.`);
      return entry.router;
    },
  };
}
