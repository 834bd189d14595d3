import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { ExpressCourse, ExpressTimeline, Outage } from './express-timeline.ts';

export interface PlayedRevision {
  readonly number: number;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface PlayedDeployment {
  readonly number: number;
  readonly by: 'us' | 'other';
  readonly revision: PlayedRevision;
  /** What served when it began; a deployment that is rolled back goes there. */
  readonly source: PlayedRevision | undefined;
  readonly startedAt: number;
  readonly course: ExpressCourse;
}

/** A deployment at one moment. */
export interface DeploymentState {
  readonly status: ServiceDeploymentStatus;
  readonly isOver: boolean;
  readonly reason?: string;
  readonly stage?: string;
  readonly endedAt?: number;
}

/** One Express service, as ECS would have it at any second of a timeline. Times are seconds since the beginning. */
export interface ExpressWorld {
  /** Newest first. */
  deployments(): readonly PlayedDeployment[];
  stateOf(deployment: PlayedDeployment): DeploymentState;
  /** What a client gets that asks for what the service runs; undefined: nothing. */
  serving(): PlayedRevision | undefined;
  /** The revisions that ECS lists as active. */
  active(): readonly PlayedRevision[];
  status(): 'ACTIVE' | 'DRAINING' | 'INACTIVE' | undefined;
  createdAt(): number;
  begin(
    given: Pick<PlayedDeployment, 'by' | 'course'> & Pick<PlayedRevision, 'image' | 'environment'>,
  ): PlayedDeployment;
  /** A person, or this run, asks for a deployment to be rolled back. */
  stop(deployment: PlayedDeployment): void;
  remove(drainingSeconds: number): void;
}

interface Held {
  readonly deployment: PlayedDeployment;
  supersededAt?: number;
  askedToStopAt?: number;
}

const requestSeconds = 2;

export function expressWorld(
  { start }: Pick<ExpressTimeline, 'start'>,
  images: { readonly previous: string; readonly wanted: string },
  now: () => number,
): ExpressWorld {
  let held: readonly Held[] = [];
  let created = start === 'previous, long ago' ? -100 * 24 * 3_600 : -3_600;
  let removed: { readonly at: number; readonly goneAt: number } | undefined;
  const first = (number: number, image: string): PlayedRevision => ({
    ...{ number, image, environment: {}, createdAt: created + number },
  });
  let initial =
    start === 'no cluster' || start === 'absent'
      ? undefined
      : first(1, start === 'wanted' ? images.wanted : images.previous);
  let exists = initial !== undefined;
  const past = (number: number, revision: PlayedRevision, outcome: ExpressCourse['outcome']): Held => ({
    deployment: {
      ...{ number, by: 'other', revision, source: number > 1 ? initial : undefined, startedAt: created + number },
      course: {
        ...{ outcome, stoppedBy: 'person', pendingSeconds: 0, seconds: 10, rollbackSeconds: 10, listedAfterSeconds: 0 },
      },
    },
  });
  if (initial && start !== 'previous, long ago') held = [past(1, initial, 'SUCCESSFUL')];
  if (start === 'wanted, broken off') held = [past(2, first(2, images.wanted), 'STOPPED'), ...held];

  const stateOf = (one: PlayedDeployment) => stateAt(find(one), now());
  const find = (one: PlayedDeployment): Held => {
    const found = held.find(({ deployment }) => deployment.number === one.number);
    if (!found) throw new Error('There is no such deployment.');
    return found;
  };
  const last = () => held[0]?.deployment;
  const serving = () => {
    const good = held.find(({ deployment }) => stateOf(deployment).status === 'SUCCESSFUL');
    return status() === 'ACTIVE' ? (good?.deployment.revision ?? initial) : undefined;
  };
  const status = () => {
    if (!exists) return undefined;
    if (!removed || now() < removed.at) return 'ACTIVE';
    return now() < removed.goneAt ? 'DRAINING' : 'INACTIVE';
  };
  return {
    ...{ serving, stateOf, status },
    deployments: () => held.map(({ deployment }) => deployment),
    active() {
      const [serves, newest] = [serving(), last()];
      const isBack = newest && ['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL'].includes(stateOf(newest).status);
      const also = newest && !isBack && newest.revision !== serves ? [newest.revision] : [];
      return [...(serves ? [serves] : []), ...also];
    },
    createdAt: () => created,
    begin({ by, course, image, environment }) {
      const number = (last()?.number ?? 1) + 1;
      if (status() === undefined || status() === 'INACTIVE') {
        [exists, created] = [true, now()];
        [removed, initial, held] = [undefined, undefined, []];
      }
      const current = held[0];
      if (current && !stateOf(current.deployment).isOver) current.supersededAt = now();
      const revision = { number, image, environment, createdAt: now() };
      const deployment = { number, by, revision, source: serving(), startedAt: now(), course };
      held = [{ deployment }, ...held];
      return deployment;
    },
    stop: (deployment) => {
      find(deployment).askedToStopAt ??= now();
    },
    remove(drainingSeconds) {
      removed = { at: now(), goneAt: now() + drainingSeconds };
      const current = held[0];
      if (current && !stateOf(current.deployment).isOver) current.supersededAt = now();
    },
  };
}

/** Without a revision to go back to, going back fails. */
function stateAt({ deployment, supersededAt, askedToStopAt }: Held, now: number): DeploymentState {
  const { course, startedAt, source } = deployment;
  const stopsAt = startedAt + course.pendingSeconds + course.seconds;
  const asked = askedToStopAt !== undefined && askedToStopAt < stopsAt;
  const turn = asked ? askedToStopAt : stopsAt;
  const outcome = asked ? 'ROLLBACK_SUCCESSFUL' : course.outcome;
  const byPerson = asked || course.stoppedBy === 'person';
  const endsAt = outcome === 'SUCCESSFUL' ? turn : turn + requestSeconds + course.rollbackSeconds;
  if (supersededAt !== undefined && supersededAt < endsAt && now >= supersededAt)
    return {
      status: 'STOPPED',
      isOver: true,
      reason: 'Service deployment stopped because a new service deployment was started.',
    };
  if (now < Math.min(startedAt + course.pendingSeconds, turn)) return { status: 'PENDING', isOver: false };
  if (now < turn)
    return { status: 'IN_PROGRESS', isOver: false, stage: stageAt((now - startedAt) / (turn - startedAt)) };
  if (outcome === 'SUCCESSFUL') return { status: outcome, isOver: true, endedAt: turn };
  const reason = byPerson ? 'Stopped by a user.' : `Service deployment rolled back because ${causes[course.stoppedBy]}`;
  if (outcome === 'STOPPED')
    return now < endsAt
      ? { status: 'STOP_REQUESTED', isOver: false, reason }
      : { status: outcome, isOver: true, reason };
  if (now < turn + requestSeconds && byPerson) return { status: 'ROLLBACK_REQUESTED', isOver: false, reason };
  if (now < endsAt) return { status: 'ROLLBACK_IN_PROGRESS', isOver: false, reason };
  if (!source)
    return { status: 'ROLLBACK_FAILED', isOver: true, reason: 'No rollback candidate was found to run the rollback.' };
  return { status: outcome, isOver: true, reason };
}

const causes: Readonly<Record<ExpressCourse['stoppedBy'], string>> = {
  person: 'of a user.',
  'circuit breaker': 'the circuit breaker threshold was exceeded.',
  alarm: 'an alarm was detected.',
};

function stageAt(share: number): string {
  const stages = ['PRE_SCALE_UP', 'SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME', 'CLEAN_UP'];
  return stages[Math.min(stages.length - 1, Math.floor(share * stages.length))] ?? 'CLEAN_UP';
}

export function outageAt(outages: readonly Outage[], second: number): Outage | undefined {
  return outages.find(({ atSecond, seconds }) => atSecond <= second && second < atSecond + seconds);
}
