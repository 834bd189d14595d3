import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  images as appRunnerImages,
  appRunnerInputs,
  checkAppRunner,
} from '../deployment/timelines/app-runner-check.ts';
import { playedAppRunner } from '../deployment/timelines/app-runner-server.ts';
import { checkEnvironment, environmentInputs } from '../deployment/timelines/elastic-beanstalk-check.ts';
import { playedBeanstalk } from '../deployment/timelines/elastic-beanstalk-server.ts';
import { environmentTimeline } from '../deployment/timelines/elastic-beanstalk-timeline.ts';
import { versions } from '../deployment/timelines/environment-versions.ts';
import { checkExpress, images as expressImages, expressInputs } from '../deployment/timelines/express-check.ts';
import { playedExpress } from '../deployment/timelines/express-server.ts';
import { expressTimeline } from '../deployment/timelines/express-timeline.ts';
import { timeline } from '../deployment/timelines/timeline.ts';
import { sample } from '../support/sample.ts';
import { runAgainst } from './timelines/run.ts';
import { shortAppRunner, shortEnvironment, shortExpress } from './timelines/short.ts';
import { storageOf } from './timelines/storage.ts';

/** All that are played by `npm run oracles`, of each target. */
const count = 40;
/** Side by side: each waits most of the time. */
const atOnce = 8;

async function eachOf<T>(timelines: readonly T[], run: (given: T) => Promise<void>): Promise<void> {
  for (let first = 0; first < timelines.length; first += atOnce) {
    const some = timelines.slice(first, first + atOnce);
    const ended = await Promise.allSettled(some.map(run));
    const broken = ended.findIndex(({ status }) => status === 'rejected');
    const { reason } = (ended[broken] ?? {}) as Partial<PromiseRejectedResult>;
    if (broken >= 0) throw new Error(`It does not hold for ${JSON.stringify(some[broken])}`, { cause: reason });
  }
}

const timelinesOf = <T>(arbitrary: fc.Arbitrary<T>) => sample(fc.sample(arbitrary, { numRuns: count, seed: 12 }), 5);
const limit = 1_200_000;

test(
  'App Runner plays bad minutes to processes',
  async () => {
    const ended = { green: 0, red: 0 };
    await eachOf(timelinesOf(timeline).map(shortAppRunner), async (given) => {
      const { server, end } = await runAgainst('deploy-apprunner', appRunnerInputs, (time) =>
        playedAppRunner(given, appRunnerImages, time),
      );
      ended[end.failure === undefined ? 'green' : 'red']++;
      checkAppRunner(given, server, end);
    });
    expect(Math.min(ended.green, ended.red)).toBeGreaterThan(0);
  },
  limit,
);

test(
  'ECS Express Mode plays bad minutes to processes',
  async () => {
    const ended = { green: 0, red: 0 };
    await eachOf(timelinesOf(expressTimeline).map(shortExpress), async (given) => {
      const { server, end } = await runAgainst('deploy-ecs-express', expressInputs(given), (time) =>
        playedExpress(given, expressImages, time),
      );
      ended[end.failure === undefined ? 'green' : 'red']++;
      checkExpress(given, server, end);
    });
    expect(Math.min(ended.green, ended.red)).toBeGreaterThan(0);
  },
  limit,
);

test(
  'Elastic Beanstalk plays bad minutes to processes',
  async () => {
    const ended = { green: 0, red: 0 };
    await eachOf(timelinesOf(environmentTimeline).map(shortEnvironment), async (given) => {
      const isThere = given.start === 'wanted' || given.version !== 'unknown';
      const { previous, wanted, other } = versions;
      await using storage = await storageOf([previous, other, ...(isThere ? [wanted] : [])]);
      const { server, end } = await runAgainst(
        'deploy-beanstalk',
        environmentInputs(given),
        (time) => playedBeanstalk(given, versions, time),
        storage.environment,
      );
      ended[end.failure === undefined ? 'green' : 'red']++;
      checkEnvironment(given, server, { ...end, fixedCalls: 60 });
    });
    expect(Math.min(ended.green, ended.red)).toBeGreaterThan(0);
  },
  limit,
);
