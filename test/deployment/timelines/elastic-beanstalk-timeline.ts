import fc from 'fast-check';
import { type Trouble, trouble } from './timeline.ts';

/** How an update of an environment goes that a server plays. */
export interface UpdateCourse {
  readonly outcome: 'succeeded' | 'failed' | 'unhealthy' | 'aborted' | 'terminated';
  readonly seconds: number;
  /** How long the environment is still shown as it was before. */
  readonly begunAfterSeconds: number;
  /** Whether the environment names its new version from the beginning, or in the end. */
  readonly namesAtOnce: boolean;
  /** After a failure: whether the environment names the version before, and whether both are on its instances. */
  readonly namesBefore: boolean;
  readonly mixed: boolean;
  /** How late events are told. */
  readonly eventsLateSeconds: number;
  /** How late the health is. */
  readonly healthLateSeconds: number;
  readonly sick: Health;
  /** Whether an environment that is not healthy looks so for a moment. */
  readonly flaps: boolean;
}

export interface Health {
  readonly color: 'Green' | 'Yellow' | 'Red' | 'Grey';
  readonly status: 'Ok' | 'Info' | 'Pending' | 'Warning' | 'Degraded' | 'Severe' | 'NoData' | 'Suspended' | 'Unknown';
}

/** What somebody else does to the environment. */
export interface OthersAct {
  readonly atSecond: number;
  readonly kind: 'version' | 'options' | 'tags' | 'abort' | 'terminate' | 'replace';
  readonly course: UpdateCourse;
}

/** A time in which the environment is not listed, or the version that was made is not known. */
export interface Blink {
  readonly atSecond: number;
  readonly seconds: number;
}

/** Everything that happens in one run, as data. */
export interface EnvironmentTimeline {
  readonly deadlineSeconds: number;
  readonly courses: readonly UpdateCourse[];
  readonly troubles: readonly Trouble[];
  readonly others: readonly OthersAct[];
  readonly lostWrites: readonly boolean[];
  readonly blinks: readonly Blink[];
  readonly start: 'absent' | 'previous' | 'wanted';
  readonly startHealth: Health;
  /** The wanted version before the run, where it does not run. */
  readonly version: 'unknown' | 'processed' | 'processing' | 'failing' | 'failed';
  readonly versionKnownAfterSeconds: number;
  /** Whether an update takes version and options at once. */
  readonly takesBoth: boolean;
  readonly busyWords: number;
  readonly inputs: { readonly options: boolean; readonly tags: boolean; readonly onBusy: 'wait' | 'fail' };
}

const sick = fc.constantFrom<Health>(
  { color: 'Red', status: 'Severe' },
  { color: 'Red', status: 'Degraded' },
  { color: 'Yellow', status: 'Warning' },
  { color: 'Grey', status: 'NoData' },
  { color: 'Grey', status: 'Suspended' },
);

const course: fc.Arbitrary<UpdateCourse> = fc.record({
  outcome: fc.constantFrom<UpdateCourse['outcome']>(
    ...(['succeeded', 'succeeded', 'succeeded', 'failed', 'failed', 'unhealthy', 'aborted', 'terminated'] as const),
  ),
  seconds: fc.integer({ min: 2, max: 200 }),
  begunAfterSeconds: fc.constantFrom(0, 0, 1, 20),
  namesAtOnce: fc.boolean(),
  namesBefore: fc.boolean(),
  mixed: fc.boolean(),
  eventsLateSeconds: fc.constantFrom(0, 0, 3, 8),
  healthLateSeconds: fc.constantFrom(0, 5, 60),
  sick,
  flaps: fc.boolean(),
});

const othersAct: fc.Arbitrary<OthersAct> = fc.record({
  atSecond: fc.integer({ min: 0, max: 400 }),
  kind: fc.constantFrom('version', 'version', 'options', 'tags', 'abort', 'terminate', 'replace'),
  course,
});

const expired: fc.Arbitrary<Trouble> = fc.record({
  atSecond: fc.integer({ min: 0, max: 400 }),
  seconds: fc.constantFrom(20, 90, 10_000),
  kind: fc.constant('expired'),
  hits: fc.constant('all'),
});

const flag = { rarely: fc.constantFrom(false, false, true) } as const;

const badDay: fc.Arbitrary<EnvironmentTimeline> = fc.record({
  deadlineSeconds: fc.constantFrom(200, 600, 1_200),
  courses: fc.array(course, { minLength: 4, maxLength: 4 }),
  troubles: fc.array(fc.oneof({ weight: 8, arbitrary: trouble }, { weight: 1, arbitrary: expired }), { maxLength: 2 }),
  others: fc.array(othersAct, { maxLength: 2 }),
  lostWrites: fc.array(flag.rarely, { minLength: 6, maxLength: 6 }),
  blinks: fc.array(fc.record({ atSecond: fc.integer({ min: 1, max: 400 }), seconds: fc.integer({ min: 1, max: 8 }) }), {
    maxLength: 2,
  }),
  start: fc.constantFrom('absent', 'previous', 'previous', 'previous', 'wanted'),
  startHealth: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Health>({ color: 'Green', status: 'Ok' }) },
    { weight: 1, arbitrary: sick },
  ),
  version: fc.constantFrom('unknown', 'unknown', 'processed', 'processing', 'failing', 'failed'),
  versionKnownAfterSeconds: fc.constantFrom(0, 0, 5, 40),
  takesBoth: fc.boolean(),
  busyWords: fc.nat({ max: 3 }),
  inputs: fc.record({ options: fc.boolean(), tags: flag.rarely, onBusy: fc.constantFrom('wait', 'wait', 'fail') }),
});

/** Nothing stands against the deployment; but answers of writes are lost, and versions and environments are told late. */
const goodDay: fc.Arbitrary<EnvironmentTimeline> = badDay.map((one) => ({
  ...one,
  courses: one.courses.map((each) => ({ ...each, outcome: 'succeeded' }) as const),
  ...{ troubles: [], others: [], blinks: [], deadlineSeconds: 2_400, startHealth: { color: 'Green', status: 'Ok' } },
  version: ['failing', 'failed'].includes(one.version) ? 'unknown' : one.version,
}));

export const environmentTimeline = fc.oneof({ weight: 4, arbitrary: badDay }, { weight: 1, arbitrary: goodDay });
