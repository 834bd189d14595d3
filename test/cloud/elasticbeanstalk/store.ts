import { randomBytes } from 'node:crypto';
import { type Router, startRouter } from '../runtime/router.ts';
import { type Application, arnOf, type Environment, green, invalid, type Place } from './state.ts';

type NewEnvironment = Pick<
  Environment,
  | 'accountId'
  | 'region'
  | 'name'
  | 'application'
  | 'solutionStack'
  | 'tier'
  | 'operationsRole'
  | 'createdAt'
  | 'settings'
  | 'tags'
> & { readonly cnamePrefix: string | undefined };

/** All applications and environments of all accounts and regions. */
export interface Store {
  addApplication(application: Application): void;
  applications(place: Place): readonly Application[];
  /** Throws InvalidParameterValue. */
  application(place: Place, name: string): Application;
  addEnvironment(environment: NewEnvironment): Promise<Environment>;
  /** Terminated ones too, newest first. */
  environments(place: Place): readonly Environment[];
  findEnvironment(place: Place, named: Named): Environment | undefined;
  /** Throws InvalidParameterValue. */
  environment(place: Place, named: Named): Environment;
  all(): readonly Environment[];
  /** Whether no environment has its host at this prefix. */
  isPrefixFree(prefix: string): boolean;
  router(environment: Environment): Router;
  /** Exchanges the hosts of two environments. */
  swap(one: Environment, other: Environment): void;
}

/** How a call names an environment. */
export interface Named {
  readonly EnvironmentName?: string;
  readonly EnvironmentId?: string;
}

export function newStore(ports: Readonly<Record<string, number>> = {}): Store {
  const applications: Application[] = [];
  const entries = new Map<string, { readonly environment: Environment; router: Router }>();
  const all = () => [...entries.values()].map(({ environment }) => environment);
  const environments = (place: Place) => all().filter(isIn(place)).toReversed();
  const findEnvironment = (place: Place, { EnvironmentName, EnvironmentId }: Named) =>
    environments(place).find(
      ({ name, id, status }) =>
        status !== 'Terminated' && (EnvironmentId === undefined ? name === EnvironmentName : id === EnvironmentId),
    );
  return {
    addApplication: (application) => {
      applications.push(application);
    },
    applications: (place) => applications.filter(isIn(place)),
    application(place, name) {
      const found = applications.filter(isIn(place)).find((application) => application.name === name);
      if (!found) throw invalid(`No Application named '${name}' found.`);
      return found;
    },
    async addEnvironment({ cnamePrefix, ...environment }) {
      const router = await startRouter(environment.name, ports[environment.name]);
      const complete: Environment = {
        ...environment,
        id: `e-${randomBytes(5).toString('hex')}`,
        arn: arnOf(environment, `environment/${environment.application.name}/${environment.name}`),
        cname: environment.tier === 'Worker' ? undefined : hostOf(router, cnamePrefix),
        updatedAt: environment.createdAt,
        status: 'Launching',
        health: { ...green, color: 'Grey', status: 'Pending' },
        versionLabel: undefined,
        draft: undefined,
        instances: [],
        events: [],
        abort: undefined,
        tails: [],
        applicationLog: [],
      };
      entries.set(complete.id, { environment: complete, router });
      return complete;
    },
    environments,
    findEnvironment,
    environment(place, named) {
      const found = findEnvironment(place, named);
      if (found) return found;
      throw invalid(
        named.EnvironmentId === undefined
          ? `No Environment found for EnvironmentName = '${named.EnvironmentName}'.`
          : `No Environment found for EnvironmentId = '${named.EnvironmentId}'.`,
      );
    },
    all,
    isPrefixFree: (prefix) =>
      !all().some(({ status, cname }) => status !== 'Terminated' && cname?.startsWith(`${prefix}.`)),
    router: ({ id }) => entry(id).router,
    swap(one, other) {
      const [first, second] = [entry(one.id), entry(other.id)];
      const [ofFirst, ofSecond] = [first.router.current(), second.router.current()];
      [first.router, second.router] = [second.router, first.router];
      [one.cname, other.cname] = [other.cname, one.cname];
      first.router.routeTo(ofFirst);
      second.router.routeTo(ofSecond);
    },
  };

  function entry(id: string) {
    const found = entries.get(id);
    if (!found) throw new Error(`There is no environment ${id}.`);
    return found;
  }
}

/** A prefix stands before a loopback name: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
function hostOf({ host }: Router, prefix: string | undefined): string {
  return prefix === undefined ? host : `${prefix}.${host.replace('127.0.0.1', 'localhost')}`;
}

function isIn({ accountId, region }: Place): (resource: Place) => boolean {
  return (resource) => resource.accountId === accountId && resource.region === region;
}
