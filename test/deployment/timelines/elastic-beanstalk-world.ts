import type { EnvironmentStatus, EventSeverity } from '@aws-sdk/client-elastic-beanstalk';
import type { EnvironmentTimeline, Health, OthersAct, UpdateCourse } from './elastic-beanstalk-timeline.ts';

/** An environment as it truly is. */
export interface World {
  readonly id: string;
  status: EnvironmentStatus;
  label: string;
  /** Versions on its instances: what serves. */
  instances: readonly string[];
  options: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
  health: Health;
  updatedAt: number;
  /** Whether the last that we told it to do has failed. */
  failed: boolean;
  /** Whether a deployment of somebody else has left two versions on the instances. */
  othersMixed: boolean;
  /** Since when somebody else's version is what it was last told to run. */
  othersSince: number | undefined;
  /** As it is shown until a time. */
  shown:
    | { readonly until: number; readonly label: string; readonly status: EnvironmentStatus; readonly health: Health }
    | undefined;
}

export interface PlayedEvent {
  readonly at: number;
  readonly toldAt: number;
  readonly severity: EventSeverity;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** What an environment is told to do. */
export interface Told {
  readonly requestId: string;
  readonly by: 'us' | 'other';
  readonly course: UpdateCourse;
  readonly label?: string | undefined;
  readonly options?: ReadonlyMap<string, string> | undefined;
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

interface Operation extends Told {
  readonly labelBefore: string;
  readonly othersBefore: number | undefined;
  over: boolean;
}

/** The environments of one name, one after the other, as time passes. */
export interface History {
  /** The one that is there. */
  environment(): World | undefined;
  create(told: Told & { readonly label: string }): World;
  /** `busy`: something else happens to it. */
  begin(told: Told): 'busy' | 'begun';
  abort(): 'busy' | 'begun';
  readonly events: readonly PlayedEvent[];
  /** Lets happen what is due. */
  settle(): void;
}

const green: Health = { color: 'Green', status: 'Ok' };

/** `now` in seconds since the beginning. */
export function history(
  { others, start, startHealth }: EnvironmentTimeline,
  labels: { readonly previous: string; readonly wanted: string; readonly other: string },
  now: () => number,
): History {
  let time = 0;
  let timers: readonly { readonly at: number; readonly run: () => void }[] = [];
  let [world, operation, made] = [undefined as World | undefined, undefined as Operation | undefined, 0];
  const events: PlayedEvent[] = [];

  const after = (seconds: number, run: () => void) => {
    timers = [...timers, { at: time + seconds, run }].toSorted((a, b) => a.at - b.at);
  };
  const tell = (severity: EventSeverity, message: string, { requestId, course }: Partial<Told>) =>
    events.unshift({ at: time, toldAt: time + (course?.eventsLateSeconds ?? 0), severity, message, requestId });
  const newWorld = (label: string, health: Health, status: EnvironmentStatus): World => ({
    ...{
      id: `e-${++made}`,
      status,
      label,
      health,
      instances: [label],
      updatedAt: time,
      failed: false,
      othersMixed: false,
    },
    ...{ options: new Map([['A', '1']]), tags: new Map(), othersSince: undefined, shown: undefined },
  });
  const showHealth = (of: World, health: Health) => {
    if (of.status === 'Ready') of.health = health;
  };

  const operate = (on: World, told: Told) => {
    const mine: Operation = { ...told, labelBefore: on.label, othersBefore: on.othersSince, over: false };
    const { course, label } = told;
    operation = mine;
    if (label !== undefined) on.othersSince = told.by === 'other' ? time : undefined;
    on.shown = {
      ...{ until: time + course.begunAfterSeconds, label: on.label, status: on.status, health: on.health },
    };
    on.status = on.status === 'Launching' ? 'Launching' : 'Updating';
    on.health = { ...on.health, status: 'Info' };
    if (label !== undefined && course.namesAtOnce) on.label = label;
    // Tags are there at once; what takes time is that they get to instances and load balancer.
    on.tags = told.tags ?? on.tags;
    tell('INFO', 'Environment update is starting.', { ...told, course: { ...course, eventsLateSeconds: 0 } });
    if (course.outcome === 'aborted') after(course.seconds / 2, () => abortIt(on, mine));
    else after(course.seconds, () => finish(on, mine));
  };
  const finish = (on: World, mine: Operation) => {
    if (mine.over) return;
    mine.over = true;
    const { course, label = on.label, labelBefore } = mine;
    if (course.outcome === 'terminated') return terminate(on);
    on.shown = undefined;
    on.status = 'Ready';
    on.updatedAt = time;
    if (mine.by === 'us' || (mine.label && course.outcome !== 'failed')) on.failed = course.outcome === 'failed';
    if (course.outcome === 'failed') {
      on.label = course.namesBefore ? labelBefore : label;
      if (course.namesBefore) on.othersSince = mine.othersBefore;
      if (mine.label !== undefined && course.mixed) on.instances = [...new Set([...on.instances, label])];
      on.othersMixed ||= mine.by === 'other' && course.mixed;
      tell('ERROR', 'Failed to deploy application.', mine);
      tell('ERROR', '[Instance: i-1] Command failed on instance. Output: exec /app/server: no such file.', mine);
      after(course.healthLateSeconds, () =>
        showHealth(on, course.mixed ? { color: 'Red', status: 'Degraded' } : green),
      );
      return;
    }
    on.label = label;
    // The hooks of a configuration deploy the version again.
    if (mine.label !== undefined || mine.options) [on.instances, on.othersMixed] = [[label], false];
    on.options = mine.options ?? on.options;
    tell('INFO', 'Environment update completed successfully.', mine);
    if (course.outcome === 'unhealthy') {
      on.health = course.flaps ? green : course.sick;
      after(4, () => showHealth(on, course.sick));
      return;
    }
    // Tags change nothing of the health.
    if (mine.tags && !mine.label && !mine.options) return showHealth(on, { ...on.health, status: statusOf(on.health) });
    on.health = course.healthLateSeconds > 0 ? { color: 'Grey', status: 'Pending' } : green;
    after(course.healthLateSeconds, () => showHealth(on, green));
  };
  const abortIt = (on: World, mine: Operation) => {
    if (mine.over || on.status === 'Aborting') return;
    on.status = 'Aborting';
    on.shown = undefined;
    after(15, () => {
      if (mine.over) return;
      mine.over = true;
      on.othersSince = mine.othersBefore;
      [on.status, on.label, on.updatedAt, on.health] = ['Ready', mine.labelBefore, time, green];
      tell('INFO', 'The environment was reverted to the previous configuration setting.', mine);
    });
  };
  const terminate = (on: World) => {
    if (operation) operation.over = true;
    [on.status, on.shown] = ['Terminating', undefined];
    tell('INFO', 'terminateEnvironment is starting.', {});
    after(20, () => {
      on.status = 'Terminated';
    });
  };

  const isBusy = () => operation !== undefined && !operation.over;
  const act = (one: OthersAct) => {
    if (!world || world.status === 'Terminating' || world.status === 'Terminated') return;
    const told: Told = { requestId: `of-others-${one.atSecond}`, by: 'other', course: one.course };
    if (one.kind === 'abort')
      return operation && isBusy() && world.status === 'Updating' ? abortIt(world, operation) : undefined;
    if (one.kind === 'terminate') return terminate(world);
    if (one.kind === 'replace') {
      terminate(world);
      return after(25, () => {
        if (world?.status === 'Terminated') launch({ ...told, label: labels.other });
      });
    }
    if (isBusy()) return after(1, () => act(one));
    if (one.kind === 'version') return operate(world, { ...told, label: labels.other });
    if (one.kind === 'options')
      return operate(world, { ...told, options: new Map([...world.options, ['OTHERS', '1']]) });
    return operate(world, { ...told, tags: new Map([...world.tags, ['others', '1']]) });
  };
  const launch = (told: Told & { readonly label: string }) => {
    world = newWorld(told.label, { color: 'Grey', status: 'Pending' }, 'Launching');
    world.instances = [];
    world.options = told.options ?? world.options;
    world.tags = told.tags ?? world.tags;
    // The launch of an environment cannot be aborted.
    const outcome = told.course.outcome === 'aborted' ? 'failed' : told.course.outcome;
    operate(world, { ...told, course: { ...told.course, outcome } });
    world.shown = undefined;
    return world;
  };

  if (start !== 'absent') world = newWorld(labels[start], startHealth, 'Ready');
  for (const one of others) timers = [...timers, { at: one.atSecond, run: () => act(one) }];
  timers = timers.toSorted((a, b) => a.at - b.at);
  return {
    events,
    environment: () => (world?.status === 'Terminated' ? undefined : world),
    create: launch,
    begin(told) {
      if (!world || world.status !== 'Ready') return 'busy';
      operate(world, told);
      return 'begun';
    },
    abort() {
      if (!world || !operation || !isBusy()) return 'busy';
      abortIt(world, operation);
      return 'begun';
    },
    settle() {
      for (let [due] = timers; due && due.at <= now(); [due] = timers) {
        timers = timers.slice(1);
        time = Math.max(time, due.at);
        due.run();
      }
      time = now();
    },
  };
}

function statusOf({ color }: Health): Health['status'] {
  return color === 'Green' ? 'Ok' : color === 'Yellow' ? 'Warning' : color === 'Red' ? 'Severe' : 'NoData';
}
