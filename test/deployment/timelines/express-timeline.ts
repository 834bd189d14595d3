import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { type Trouble, trouble } from './timeline.ts';

/** How a service deployment goes that a server plays. */
export interface ExpressCourse {
  readonly outcome: Extract<
    ServiceDeploymentStatus,
    'SUCCESSFUL' | 'STOPPED' | 'ROLLBACK_SUCCESSFUL' | 'ROLLBACK_FAILED'
  >;
  /** Whether a person stops it, or ECS by itself: its circuit breaker, its alarm. */
  readonly stoppedBy: 'person' | 'circuit breaker' | 'alarm';
  readonly pendingSeconds: number;
  readonly seconds: number;
  readonly rollbackSeconds: number;
  /** How long after its beginning it is listed. */
  readonly listedAfterSeconds: number;
}

/** What somebody else does to the same service. */
export type ExpressOther =
  /** Deploys, whatever goes on: ECS stops a deployment for a new one. */
  | { readonly kind: 'deploys'; readonly atSecond: number; readonly course: ExpressCourse }
  | { readonly kind: 'deletes'; readonly atSecond: number; readonly drainingSeconds: number };

/** A time in which what is deployed does not serve. */
export interface Outage {
  readonly atSecond: number;
  readonly seconds: number;
  /** No task runs, or tasks run that fail their health checks and are replaced. */
  readonly kind: 'no task' | 'unhealthy tasks';
}

/** One answer that misses what is there. */
export interface Miss {
  readonly atSecond: number;
  readonly call:
    | 'DescribeServices'
    | 'DescribeExpressGatewayService'
    | 'ListServiceDeployments'
    | 'DescribeServiceDeployments';
}

/** Everything that happens in one run, as data. */
export interface ExpressTimeline {
  readonly deadlineSeconds: number;
  readonly onCancel: 'leave' | 'rollback';
  /** Of our deployments, in their order. */
  readonly courses: readonly ExpressCourse[];
  readonly troubles: readonly Trouble[];
  readonly others: readonly ExpressOther[];
  readonly outages: readonly Outage[];
  readonly misses: readonly Miss[];
  /** Which of our writes are carried out without an answer. */
  readonly lostWrites: readonly boolean[];
  /**
   * What there is in the beginning: not even the default cluster; no service; one that was deployed more than 90 days ago, so
   * that no deployment is listed; or whose last deployment, of what is wanted now, was broken off.
   */
  readonly start: 'no cluster' | 'absent' | 'previous' | 'previous, long ago' | 'wanted' | 'wanted, broken off';
  /** From when on ECS can take on the new roles. */
  readonly rolesFromSecond: number;
  /** How long a new service is not found. */
  readonly foundAfterSeconds: number;
  /** How long what a task has logged is on its way. */
  readonly logsAfterSeconds: number;
}

const course: fc.Arbitrary<ExpressCourse> = fc.record({
  outcome: fc.constantFrom(
    ...(['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'] as const),
  ),
  stoppedBy: fc.constantFrom('person', 'circuit breaker', 'alarm'),
  pendingSeconds: fc.integer({ min: 0, max: 40 }),
  seconds: fc.integer({ min: 5, max: 240 }),
  rollbackSeconds: fc.integer({ min: 1, max: 90 }),
  listedAfterSeconds: fc.constantFrom(0, 0, 2, 30),
});

const atSecond = fc.integer({ min: 0, max: 400 });

const other: fc.Arbitrary<ExpressOther> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deploys' as const), atSecond, course }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: fc.constant('deletes' as const), atSecond },
      drainingSeconds: fc.integer({ min: 1, max: 120 }),
    }),
  },
);

const outage: fc.Arbitrary<Outage> = fc.record({
  atSecond,
  seconds: fc.constantFrom(1, 10, 60, 300, 10_000),
  kind: fc.constantFrom('no task', 'unhealthy tasks'),
});

const miss: fc.Arbitrary<Miss> = fc.record({
  atSecond: fc.integer({ min: 1, max: 300 }),
  call: fc.constantFrom(
    ...(['DescribeServices', 'DescribeExpressGatewayService'] as const),
    ...(['ListServiceDeployments', 'DescribeServiceDeployments'] as const),
  ),
});

/** Credentials that have expired, and that a provider may renew. */
const expired: fc.Arbitrary<Trouble> = fc.record({
  atSecond,
  ...{ seconds: fc.constantFrom(20, 90, 10_000), kind: fc.constant('expired'), hits: fc.constant('all') },
});

const bad = fc.record({
  deadlineSeconds: fc.constantFrom(300, 1_200, 3_600),
  onCancel: fc.constantFrom('leave', 'leave', 'rollback'),
  courses: fc.array(course, { minLength: 4, maxLength: 4 }),
  troubles: fc.array(fc.oneof({ weight: 8, arbitrary: trouble }, { weight: 1, arbitrary: expired }), { maxLength: 3 }),
  others: fc.oneof(fc.constant([]), fc.array(other, { maxLength: 2 })),
  outages: fc.oneof(fc.constant([]), fc.array(outage, { maxLength: 2 })),
  misses: fc.array(miss, { maxLength: 3 }),
  lostWrites: fc.array(fc.constantFrom(false, false, true), { minLength: 4, maxLength: 4 }),
  start: fc.constantFrom<ExpressTimeline['start'][]>(
    ...(['no cluster', 'absent', 'previous', 'previous', 'previous'] as const),
    ...(['previous, long ago', 'wanted', 'wanted', 'wanted, broken off'] as const),
  ),
  rolesFromSecond: fc.constantFrom(0, 0, 15, 90),
  foundAfterSeconds: fc.constantFrom(0, 0, 2, 20),
  logsAfterSeconds: fc.constantFrom(0, 12),
});

const good = bad.map((given) => ({
  ...{ ...given, deadlineSeconds: 3_600, others: [], outages: [] },
  courses: given.courses.map((one) => ({ ...one, outcome: 'SUCCESSFUL' as const })),
  troubles: given.troubles.map((one) => ({ ...one, seconds: Math.min(60, one.seconds) })),
}));

/** One in five of them has nothing but what every deployment has to get over. */
export const expressTimeline: fc.Arbitrary<ExpressTimeline> = fc.oneof(
  { weight: 4, arbitrary: bad },
  { weight: 1, arbitrary: good },
);

/** Whether nothing happens that a deployment need not get over: then it is green. */
export function isBenign({ deadlineSeconds, courses, troubles, others, outages }: ExpressTimeline): boolean {
  return (
    deadlineSeconds === 3_600 &&
    others.length + outages.length === 0 &&
    courses.every(({ outcome }) => outcome === 'SUCCESSFUL') &&
    // An expired signature is waited out for two minutes.
    troubles.every(({ seconds }) => seconds <= 60)
  );
}
