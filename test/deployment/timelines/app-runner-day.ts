import fc from 'fast-check';
import { type Timeline, timeline } from './timeline.ts';

/** A time in which lists and descriptions say that nothing is there. */
export interface Blink {
  readonly atSecond: number;
  readonly seconds: number;
  readonly of: 'ListServices' | 'DescribeService' | 'ListOperations';
}

/** What can be wrong with App Runner besides what every timeline has. */
export interface AppRunnerDay {
  /** After the first look, at which a service that is not shown is not there. */
  readonly blinks: readonly Blink[];
  /** How the last deployment before this run ended. */
  readonly standing: 'good' | 'broken';
  /** How long a line of a log needs until it can be read. */
  readonly logLagSeconds: number;
  /** Whether the digest of the tag can be read. */
  readonly isTagKnown: boolean;
  /** When the role can be taken on; undefined: the service has it already. */
  readonly roleReadySecond: number | undefined;
  /** When the secret was changed, before the beginning; undefined: there is none. */
  readonly rotatedSecondsAgo: number | undefined;
  /** By which name App Runner says that something else is going on. */
  readonly busy: 'InvalidStateException' | 'InvalidRequestException';
}

const blink: fc.Arbitrary<Blink> = fc.record({
  atSecond: fc.integer({ min: 1, max: 600 }),
  seconds: fc.constantFrom(2, 6),
  of: fc.constantFrom('ListServices', 'DescribeService', 'ListOperations'),
});

const day: fc.Arbitrary<AppRunnerDay> = fc.record({
  blinks: fc.array(blink, { maxLength: 3 }),
  standing: fc.constantFrom('good', 'good', 'broken'),
  logLagSeconds: fc.constantFrom(0, 5, 12, 25),
  isTagKnown: fc.boolean(),
  roleReadySecond: fc.constantFrom(undefined, undefined, 0, 20, 90, 10_000),
  rotatedSecondsAgo: fc.constantFrom(undefined, undefined, 100, 100_000),
  busy: fc.constantFrom('InvalidStateException', 'InvalidRequestException'),
});

export const appRunnerDay: fc.Arbitrary<Timeline & AppRunnerDay> = fc
  .tuple(timeline, day)
  .map(([common, own]) => ({ ...common, ...own, start: startOf(common, own) }));

/** What broke off had been asked for. */
function startOf({ start }: Timeline, { standing }: AppRunnerDay): Timeline['start'] {
  return standing === 'broken' && start !== 'absent' ? 'wanted' : start;
}
