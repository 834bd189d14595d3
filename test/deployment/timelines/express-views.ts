import type {
  ECSExpressGatewayService,
  ExpressGatewayServiceConfiguration,
  Service,
  ServiceDeployment,
  ServiceDeploymentBrief,
  Task,
} from '@aws-sdk/client-ecs';
import { expressEvents } from './express-events.ts';
import type { ExpressTimeline } from './express-timeline.ts';
import { type ExpressWorld, outageAt, type PlayedDeployment, type PlayedRevision } from './express-world.ts';

const account = 'eu-central-1:111111111111';
export const serviceArn = `arn:aws:ecs:${account}:service/default/clinic`;
const clusterArn = `arn:aws:ecs:${account}:cluster/default`;

/** Times as the JSON protocol sends them: in seconds. */
type Sent<T> = { readonly [K in keyof T]: Date extends T[K] ? number | undefined : T[K] };

export interface ExpressTruth {
  readonly status: string | undefined;
  /** The image that serves, if any does. */
  readonly serving: string | undefined;
  readonly isHealthy: boolean;
  readonly isDeploying: boolean;
}

interface Time {
  readonly now: () => number;
  readonly epoch: number;
}

/** What ECS answers about a world, in the shapes of the SDK's model. */
export function expressViews(
  { outages, logsAfterSeconds }: Pick<ExpressTimeline, 'outages' | 'logsAfterSeconds'>,
  world: ExpressWorld,
  { now, epoch }: Time,
) {
  const at = (second: number) => epoch + second;
  const arnOf = ({ number }: PlayedDeployment) =>
    `arn:aws:ecs:${account}:service-deployment/default/clinic/deployment-${number}`;
  const outage = () => outageAt(outages, now());
  const isOn = () => world.serving() !== undefined && outage()?.kind !== 'no task';
  const brief = (one: PlayedDeployment): Sent<ServiceDeploymentBrief> => {
    const { status, reason } = world.stateOf(one);
    return {
      ...{ serviceDeploymentArn: arnOf(one), serviceArn, clusterArn, status },
      ...{ createdAt: at(one.startedAt), startedAt: at(one.startedAt), finishedAt: undefined },
      ...{ targetServiceRevisionArn: revisionArn(one.revision), statusReason: reason },
    };
  };
  const isListed = ({ startedAt, course }: PlayedDeployment) => now() >= startedAt + course.listedAfterSeconds;
  const failing = () => world.deployments().filter((one) => one.by === 'us' && isFailing(world.stateOf(one).status));
  return {
    noService,
    services() {
      const status = world.status();
      if (status === undefined) return noService();
      const events = expressEvents(outages, world, now()).map((one) => ({ ...one, createdAt: at(one.createdAt) }));
      const service: Omit<Sent<Service>, 'events' | 'deployments'> & { readonly events: typeof events } = {
        ...{
          serviceArn,
          clusterArn,
          serviceName: 'clinic',
          status,
          resourceManagementType: 'ECS',
          launchType: 'FARGATE',
        },
        ...{ desiredCount: 1, runningCount: isOn() ? 1 : 0, pendingCount: isOn() ? 0 : 1, events },
      };
      return { services: [service], failures: [] };
    },
    express(): Omit<Sent<ECSExpressGatewayService>, 'activeConfigurations'> & {
      readonly activeConfigurations: readonly Sent<ExpressGatewayServiceConfiguration>[];
    } {
      const [current] = world.deployments();
      return {
        ...{ serviceArn, serviceName: 'clinic', cluster: 'default', status: { statusCode: world.status() } },
        infrastructureRoleArn: 'arn:aws:iam::111111111111:role/infrastructure',
        currentDeployment: current && !world.stateOf(current).isOver ? arnOf(current) : undefined,
        activeConfigurations: world.active().map((one) => configuration(one, at)),
        tags: [],
      };
    },
    updated: (revision: PlayedRevision) => ({
      ...{ serviceArn, serviceName: 'clinic', cluster: 'default', status: { statusCode: 'ACTIVE' } },
      targetConfiguration: configuration(revision, at),
    }),
    listed: (statuses: readonly string[] | undefined) =>
      world
        .deployments()
        .filter((one) => isListed(one) && (statuses?.includes(world.stateOf(one).status) ?? true))
        .map(brief),
    described: (arns: readonly string[]) =>
      world
        .deployments()
        .filter((one) => arns.includes(arnOf(one)))
        .map((one): Sent<ServiceDeployment> => {
          const { targetServiceRevisionArn: arn, ...rest } = brief(one);
          const { stage } = world.stateOf(one);
          return {
            ...rest,
            ...(stage ? { lifecycleStage: stage as ServiceDeployment['lifecycleStage'] } : {}),
            targetServiceRevision: { arn, requestedProductionTrafficWeight: stage === 'BAKE_TIME' ? 100 : 5 },
          };
        }),
    deployment: (arn: unknown) => world.deployments().find((one) => arnOf(one) === arn),
    stoppedTasks: (): readonly Sent<Task>[] =>
      failing().map(({ number, startedAt }) => ({
        taskArn: `arn:aws:ecs:${account}:task/default/task${number}`,
        ...{ createdAt: at(startedAt + 1), stoppedReason: 'Essential container in task exited', lastStatus: 'STOPPED' },
        containers: [{ name: 'Main', exitCode: 1 }],
      })),
    logs: () =>
      failing()
        .filter(
          ({ startedAt, course }) => now() >= startedAt + course.pendingSeconds + course.seconds + logsAfterSeconds,
        )
        .map(({ startedAt }) => ({ timestamp: at(startedAt) * 1_000, message: 'Error: no database here' })),
    truth(): ExpressTruth {
      const [current] = world.deployments();
      return {
        status: world.status(),
        serving: world.serving()?.image,
        isHealthy: isOn() && outage() === undefined,
        isDeploying: current !== undefined && !world.stateOf(current).isOver,
      };
    },
  };
}

const noService = () => ({ services: [], failures: [{ arn: serviceArn, reason: 'MISSING' }] });

function isFailing(status: string): boolean {
  return !['PENDING', 'IN_PROGRESS', 'SUCCESSFUL'].includes(status);
}

function revisionArn({ number }: PlayedRevision): string {
  return `arn:aws:ecs:${account}:service-revision/default/clinic/${number}`;
}

function configuration(
  revision: PlayedRevision,
  at: (second: number) => number,
): Sent<ExpressGatewayServiceConfiguration> {
  return {
    serviceRevisionArn: revisionArn(revision),
    executionRoleArn: 'arn:aws:iam::111111111111:role/execution',
    ...{ cpu: '1024', memory: '2048', cpuArchitecture: 'X86_64', healthCheckPath: '/' },
    primaryContainer: {
      ...{ image: revision.image, containerPort: 8080, secrets: [] },
      awsLogsConfiguration: { logGroup: '/aws/ecs/default/clinic-1234', logStreamPrefix: 'ecs' },
      environment: Object.entries(revision.environment).map(([name, value]) => ({ name, value })),
    },
    ingressPaths: [{ accessType: 'PUBLIC', endpoint: 'https://cl-1.ecs.eu-central-1.on.aws' }],
    createdAt: at(revision.createdAt),
  };
}
