import fc from 'fast-check';

/** How an operation goes that a server plays. */
export interface Course {
  readonly outcome: 'succeeded' | 'failed' | 'rolled-back' | 'rollback-failed';
  readonly seconds: number;
  readonly rollbackSeconds: number;
  /** How long after its beginning it is listed. */
  readonly listedAfterSeconds: number;
}

/** A time in which calls get no answer of the service. */
export interface Trouble {
  readonly atSecond: number;
  readonly seconds: number;
  readonly kind: 'error' | 'page' | 'nothing' | 'throttle' | 'reset' | 'no-host' | 'empty' | 'skew' | 'expired';
  readonly hits: 'reads' | 'writes' | 'all';
}

/** What somebody else does to the same service. */
export interface Other {
  readonly atSecond: number;
  readonly course: Course;
}

/** Everything that happens in one run, as data. */
export interface Timeline {
  readonly deadlineSeconds: number;
  readonly courses: readonly Course[];
  readonly troubles: readonly Trouble[];
  readonly others: readonly Other[];
  /** Which of our writes are carried out without an answer. */
  readonly lostWrites: readonly boolean[];
  readonly start: 'absent' | 'previous' | 'wanted';
}

const outcome = fc.constantFrom<Course['outcome']>(
  'succeeded',
  'succeeded',
  'failed',
  'rolled-back',
  'rollback-failed',
);

const course: fc.Arbitrary<Course> = fc.record({
  outcome,
  seconds: fc.integer({ min: 5, max: 500 }),
  rollbackSeconds: fc.integer({ min: 5, max: 200 }),
  listedAfterSeconds: fc.constantFrom(0, 0, 2, 30),
});

export const trouble: fc.Arbitrary<Trouble> = fc.record({
  atSecond: fc.integer({ min: 0, max: 700 }),
  seconds: fc.constantFrom(1, 10, 60, 300, 10_000),
  kind: fc.constantFrom('error', 'page', 'nothing', 'throttle', 'reset', 'no-host', 'empty', 'skew'),
  hits: fc.constantFrom('reads', 'reads', 'writes', 'all'),
});

export const timeline: fc.Arbitrary<Timeline> = fc.record({
  deadlineSeconds: fc.constantFrom(300, 1_200, 3_600),
  courses: fc.array(course, { minLength: 3, maxLength: 3 }),
  troubles: fc.array(trouble, { maxLength: 3 }),
  others: fc.array(fc.record({ atSecond: fc.integer({ min: 0, max: 900 }), course }), { maxLength: 2 }),
  lostWrites: fc.array(fc.constantFrom(false, false, true), { minLength: 3, maxLength: 3 }),
  start: fc.constantFrom('absent', 'previous', 'previous', 'previous', 'wanted'),
});
