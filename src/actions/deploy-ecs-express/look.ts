import type { EcsReader, ExpressService, ServiceDeployment, ServiceId } from '../../aws/ecs.ts';
import type { Context } from '../../lifecycle/context.ts';
import { verdictOf } from './state-table.ts';

/** A service with its deployments, newest first, at one moment. */
export interface Look {
  readonly service: ExpressService;
  readonly deployments: readonly ServiceDeployment[];
}

/** An answer may miss for a moment what is there: it is asked for again. */
const looks = 5;
/** Of a service that is to be created. */
const firstLooks = 3;
const lookMilliseconds = 3_000;

/** ECS forgets a deployment after 90 days; each service has begun with one. */
export const keptMilliseconds = 89 * 24 * 3_600_000;
/** So long it may take until a new deployment is listed. */
const listedMilliseconds = 60_000;

type Surroundings = Pick<Context, 'signal' | 'clock'>;

/** A service that nobody has seen yet: where none is found, two more looks make sure. */
export async function firstLook(id: ServiceId, ecs: EcsReader, context: Surroundings) {
  for (let look = 1; ; look++) {
    const found = await ecs.service(id, context.signal);
    if (found !== undefined || look === firstLooks) return found;
    await context.clock.sleep(lookMilliseconds, context.signal);
  }
}

/** A service that was seen before; undefined: it is gone. */
export async function lookAgain(id: ServiceId, ecs: EcsReader, context: Surroundings): Promise<Look | undefined> {
  const read = () => ecs.service(id, context.signal);
  const service = await repeated(read, (found) => found !== undefined, context);
  return service === undefined || service === 'foreign'
    ? undefined
    : { service, deployments: await deploymentsOf(service, { id, ecs }, context) };
}

/** All deployments of a service that was just read. A service begins with one: an empty answer counts only when it is repeated. */
export async function deploymentsOf(
  { revisions: [newest] }: ExpressService,
  { id, ecs }: { readonly id: ServiceId; readonly ecs: EcsReader },
  context: Surroundings,
): Promise<readonly ServiceDeployment[]> {
  const read = () => ecs.deployments(id, undefined, context.signal);
  const age = context.clock.now().getTime() - (newest?.createdAt?.getTime() ?? 0);
  return repeated(read, (found) => found.length > 0 || age > keptMilliseconds, context);
}

/** What goes on with a service: a deployment, or a revision whose deployment is not listed yet. */
export function goingOnAt({ service, deployments }: Look, now: Date): string | undefined {
  const running = deployments.find(({ status }) => ['running', 'failing'].includes(verdictOf(status)));
  if (running)
    return `the deployment ${running.arn}, ${running.status} since ${running.createdAt?.toISOString() ?? 'just now'}`;
  const [newest] = service.revisions;
  const age = now.getTime() - (newest?.createdAt?.getTime() ?? 0);
  const isListed = deployments.some(({ revisionArn }) => revisionArn === newest?.arn);
  return newest && !isListed && Math.abs(age) < listedMilliseconds
    ? `the revision ${newest.arn}, of which no deployment is listed yet`
    : undefined;
}

async function repeated<T>(
  read: () => Promise<T>,
  isEnough: (found: T) => boolean,
  { clock, signal }: Surroundings,
): Promise<T> {
  for (let look = 1; ; look++) {
    const found = await read();
    if (look === looks || isEnough(found)) return found;
    await clock.sleep(lookMilliseconds, signal);
  }
}
