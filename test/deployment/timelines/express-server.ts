import type { CreateExpressGatewayServiceRequest, UpdateExpressGatewayServiceRequest } from '@aws-sdk/client-ecs';
import type { Network } from '../../../src/aws/client.ts';
import type { ExpressTimeline, Miss } from './express-timeline.ts';
import { type ExpressTruth, expressViews, serviceArn } from './express-views.ts';
import { expressWorld, type PlayedDeployment, type PlayedRevision } from './express-world.ts';
import { type Input, playedCalls, Refused } from './played-calls.ts';

/** An ECS of one Express service that plays a timeline; it knows the shapes of the SDK's model, and nothing of our local cloud. */
export interface PlayedExpress extends Network {
  /** What the server holds to be true now. */
  truth(): ExpressTruth;
  /** How many deployments this run began. */
  begun(): number;
  /** How often it was called. */
  calls(): number;
  /** Writes of ours that were carried out against somebody else's. */
  readonly undone: readonly string[];
}

export interface PlayedImages {
  readonly previous: string;
  readonly wanted: string;
  readonly others: readonly string[];
}

/** `now` in seconds since the beginning; `epoch`: the beginning in seconds. */
export function playedExpress(
  timeline: ExpressTimeline,
  images: PlayedImages,
  { now, epoch }: { readonly now: () => number; readonly epoch: number },
): PlayedExpress {
  const world = expressWorld(timeline, images, now);
  const views = expressViews(timeline, world, { now, epoch });
  let waiting = timeline.others.toSorted((a, b) => a.atSecond - b.atSecond);
  let misses: readonly Miss[] = timeline.misses;
  let [calls, ourWrites] = [0, 0];
  const undone: string[] = [];

  /** Others begin as soon as the service exists. */
  const settle = () => {
    for (let [next] = waiting; next && next.atSecond <= now(); [next] = waiting) {
      if (world.status() === undefined) return;
      waiting = waiting.slice(1);
      if (world.status() !== 'ACTIVE') continue;
      if (next.kind === 'deletes') world.remove(next.drainingSeconds);
      else {
        const image = images.others[timeline.others.indexOf(next)] ?? '';
        const environment = { ...world.serving()?.environment, [`OTHER_${image.at(-1)}`]: 'theirs' };
        world.begin({ by: 'other', course: next.course, image, environment });
      }
    }
  };
  const isMissed = (call: Miss['call']) => {
    const miss = misses.find((one) => one.call === call && one.atSecond <= now());
    misses = misses.filter((one) => one !== miss);
    const isNew = world.createdAt() >= 0 && now() < world.createdAt() + timeline.foundAfterSeconds;
    return miss !== undefined || (isNew && call !== 'DescribeServiceDeployments');
  };
  const demandCluster = () => {
    if (timeline.start === 'no cluster' && world.status() === undefined)
      throw new Refused('ClusterNotFoundException', 'Cluster not found.');
  };
  const write = (input: Partial<CreateExpressGatewayServiceRequest>) => {
    const [current] = world.deployments();
    const before = world.serving();
    const { image = before?.image ?? '', environment = [] } = input.primaryContainer ?? {};
    const variables = Object.fromEntries(environment.map(({ name = '', value = '' }) => [name, value]));
    undone.push(...violations({ image, variables }, current, before));
    const course = timeline.courses[ourWrites++] ?? timeline.courses[0];
    if (!course) throw new Error('A timeline has a course for each deployment.');
    return world.begin({ by: 'us', course, image, environment: variables });
  };
  const violations = (
    { image, variables }: { readonly image: string; readonly variables: Readonly<Record<string, string>> },
    current: PlayedDeployment | undefined,
    before: PlayedRevision | undefined,
  ) => {
    const goesOn = current && !world.stateOf(current).isOver;
    const lost = Object.keys(before?.environment ?? {}).filter((name) => !(name in variables));
    return [
      ...(goesOn && current.by === 'other' ? [`${image} while ${current.revision.image} is deployed`] : []),
      ...(ourWrites > 0 && current?.by === 'other' ? [`${image} over ${current.revision.image}`] : []),
      ...lost.map((name) => `${image} without ${name}`),
    ];
  };
  const demandRoles = () => {
    if (now() < timeline.rolesFromSecond)
      throw new Refused('AccessDeniedException', 'Cannot assume role: arn:aws:iam::111111111111:role/infrastructure');
  };
  const demandService = (arn: unknown) => {
    if (arn !== serviceArn || world.status() === undefined)
      throw new Refused('ResourceNotFoundException', "The specified resource wasn't found.");
    if (world.status() !== 'ACTIVE') throw new Refused('ServiceNotActiveException', 'Service was not ACTIVE.');
  };
  const answers: Readonly<Record<string, (input: Input) => object>> = {
    DescribeServices() {
      demandCluster();
      return isMissed('DescribeServices') ? views.noService() : views.services();
    },
    DescribeExpressGatewayService({ serviceArn: arn }) {
      if (arn !== serviceArn || world.status() === undefined || isMissed('DescribeExpressGatewayService'))
        throw new Refused('ResourceNotFoundException', "The specified resource wasn't found.");
      return { service: views.express() };
    },
    ListServiceDeployments({ status }) {
      demandCluster();
      if (world.status() === undefined) throw new Refused('ServiceNotFoundException', 'Service not found.');
      if (isMissed('ListServiceDeployments')) {
        if (now() < world.createdAt() + timeline.foundAfterSeconds)
          throw new Refused('ServiceNotFoundException', 'Service not found.');
        return { serviceDeployments: [] };
      }
      return { serviceDeployments: views.listed(status as readonly string[] | undefined) };
    },
    DescribeServiceDeployments: ({ serviceDeploymentArns }) =>
      isMissed('DescribeServiceDeployments')
        ? { serviceDeployments: [], failures: [{ reason: 'MISSING' }] }
        : { serviceDeployments: views.described(serviceDeploymentArns as readonly string[]), failures: [] },
    ListTasks: () => ({ taskArns: views.stoppedTasks().map(({ taskArn }) => taskArn) }),
    DescribeTasks: () => ({ tasks: views.stoppedTasks(), failures: [] }),
    FilterLogEvents: () => ({ events: views.logs() }),
    CreateExpressGatewayService(input) {
      if (world.status() === 'ACTIVE')
        throw new Refused('InvalidParameterException', 'Creation of service was not idempotent.');
      if (world.status() === 'DRAINING')
        throw new Refused('InvalidParameterException', 'Unable to Start a service that is still Draining.');
      demandRoles();
      write(input as unknown as CreateExpressGatewayServiceRequest);
      return { service: views.express() };
    },
    UpdateExpressGatewayService(input) {
      demandService(input['serviceArn']);
      const { revision } = write(input as unknown as UpdateExpressGatewayServiceRequest);
      return { service: views.updated(revision) };
    },
    StopServiceDeployment({ serviceDeploymentArn }) {
      const found = views.deployment(serviceDeploymentArn);
      if (!found) throw new Refused('ServiceDeploymentNotFoundException', 'The service deployment was not found.');
      if (world.stateOf(found).isOver) throw new Refused('ConflictException', 'The service deployment has ended.');
      if (found.by === 'other') undone.push(`stopped ${found.revision.image}`);
      world.stop(found);
      return { serviceDeploymentArn };
    },
  };
  const answered = playedCalls(answers, { ...timeline, now });
  return {
    maxAttempts: 1,
    undone,
    calls: () => calls,
    begun: () => ourWrites,
    truth: views.truth,
    requestHandler: {
      async handle(request) {
        calls++;
        settle();
        return answered(request);
      },
    },
  };
}
