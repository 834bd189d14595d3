import type { EnvironmentTimeline, UpdateCourse } from '../../deployment/timelines/elastic-beanstalk-timeline.ts';
import type { ExpressCourse, ExpressTimeline } from '../../deployment/timelines/express-timeline.ts';
import type { Course, Timeline, Trouble } from '../../deployment/timelines/timeline.ts';

/** The least that `timeout-minutes` takes. */
export const deadlineSeconds = 60;

/** The same in seconds: what takes ten minutes takes six seconds, and what lasts for hours half a minute. */
const shorter = 100;
const longestSeconds = 30;

const at = (seconds: number) => seconds / shorter;
const lasting = (seconds: number) => Math.min(longestSeconds, seconds / 10);
const listed = (seconds: number) => seconds / 15;

export function shortAppRunner(timeline: Timeline): Timeline {
  const { courses, troubles, others } = timeline;
  return {
    ...{ ...timeline, deadlineSeconds, courses: courses.map(shortCourse), troubles: troubles.map(shortTrouble) },
    others: others.map(({ atSecond, course }) => ({ atSecond: at(atSecond), course: shortCourse(course) })),
  };
}

export function shortExpress(timeline: ExpressTimeline): ExpressTimeline {
  const { courses, troubles, others, outages, misses } = timeline;
  return {
    ...{ ...timeline, deadlineSeconds, courses: courses.map(shortCourse), troubles: troubles.map(shortTrouble) },
    others: others.map((one) =>
      one.kind === 'deploys'
        ? { ...one, atSecond: at(one.atSecond), course: shortCourse(one.course) }
        : { ...one, atSecond: at(one.atSecond), drainingSeconds: at(one.drainingSeconds) },
    ),
    outages: outages.map((one) => ({ ...one, atSecond: at(one.atSecond), seconds: lasting(one.seconds) })),
    misses: misses.map((one) => ({ ...one, atSecond: at(one.atSecond) })),
    rolesFromSecond: at(timeline.rolesFromSecond) * 5,
    foundAfterSeconds: listed(timeline.foundAfterSeconds),
    logsAfterSeconds: listed(timeline.logsAfterSeconds),
  };
}

export function shortEnvironment(timeline: EnvironmentTimeline): EnvironmentTimeline {
  const { courses, troubles, others, blinks } = timeline;
  return {
    ...{ ...timeline, deadlineSeconds, courses: courses.map(shortUpdate), troubles: troubles.map(shortTrouble) },
    others: others.map((one) => ({ ...one, atSecond: at(one.atSecond) * 4, course: shortUpdate(one.course) })),
    blinks: blinks.map((one) => ({ atSecond: at(one.atSecond) * 4, seconds: lasting(one.seconds) })),
    versionKnownAfterSeconds: listed(timeline.versionKnownAfterSeconds),
  };
}

function shortUpdate(course: UpdateCourse): UpdateCourse {
  return {
    ...course,
    seconds: at(course.seconds) * 2,
    begunAfterSeconds: listed(course.begunAfterSeconds),
    eventsLateSeconds: listed(course.eventsLateSeconds),
    healthLateSeconds: listed(course.healthLateSeconds),
  };
}

function shortCourse<C extends Course | ExpressCourse>(course: C): C {
  return {
    ...course,
    seconds: at(course.seconds),
    rollbackSeconds: at(course.rollbackSeconds),
    listedAfterSeconds: listed(course.listedAfterSeconds),
    ...('pendingSeconds' in course ? { pendingSeconds: at(course.pendingSeconds) } : {}),
  };
}

function shortTrouble(trouble: Trouble): Trouble {
  return { ...trouble, atSecond: at(trouble.atSecond), seconds: lasting(trouble.seconds) };
}
