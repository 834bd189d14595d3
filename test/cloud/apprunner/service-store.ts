import { AwsError } from '../core/errors.ts';
import { type Router, startRouter } from '../runtime/router.ts';
import type { AppRunnerService } from './state.ts';

/** All services of all accounts and regions; deleted ones can still be described. */
export interface ServiceStore {
  /** Gives a new service its URL. */
  add(service: Omit<AppRunnerService, 'url'>): Promise<AppRunnerService>;
  find(arn: string): AppRunnerService | undefined;
  /** Throws ResourceNotFoundException; answers deleted services too. */
  found(arn: string): AppRunnerService;
  /** Throws ResourceNotFoundException for a deleted service as well. */
  required(arn: string): AppRunnerService;
  list(accountId: string, region: string): readonly AppRunnerService[];
  all(): readonly AppRunnerService[];
  router(service: AppRunnerService): Router;
}

export function serviceStore(ports: Readonly<Record<string, number>> = {}): ServiceStore {
  const services = new Map<string, { readonly service: AppRunnerService; readonly router: Router }>();
  const find = (arn: string) => services.get(arn)?.service;
  const found = (arn: string) => {
    const service = find(arn);
    if (!service) throw notFound(arn);
    return service;
  };
  const all = () => [...services.values()].map(({ service }) => service);
  return {
    async add(service) {
      const router = await startRouter(service.name, ports[service.name]);
      const complete = { ...service, url: router.host };
      services.set(service.arn, { service: complete, router });
      return complete;
    },
    find,
    found,
    required(arn) {
      const service = found(arn);
      if (service.status === 'DELETED') throw notFound(arn);
      return service;
    },
    list: (accountId, region) =>
      all().filter(
        (service) => service.accountId === accountId && service.region === region && service.status !== 'DELETED',
      ),
    all,
    router(service) {
      const entry = services.get(service.arn);
      if (!entry) throw new Error(`There is no service ${service.arn}.`);
      return entry.router;
    },
  };
}

function notFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Service not found: ${arn}`);
}
