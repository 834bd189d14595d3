import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkEnvironment, isCalm } from './elastic-beanstalk-check.ts';
import { environmentTimeline } from './elastic-beanstalk-timeline.ts';
import { play } from './played-environment.ts';

const numRuns = Number(process.env['TIMELINES'] ?? 200);

test(`Elastic Beanstalk: ${numRuns} bad days`, async () => {
  const ended = { green: 0, red: 0, calm: 0 };
  await fc.assert(
    fc.asyncProperty(environmentTimeline, async (given) => {
      const { ending, server, seconds, lines } = await play(given);
      ended[ending.failure ? 'red' : 'green']++;
      if (isCalm(given)) ended.calm++;
      const { outputs } = 'outputs' in ending ? ending : {};
      const told = lines.join('\n');
      checkEnvironment(given, server, { failure: ending.failure?.message, outputs, seconds, told, fixedCalls: 40 });
    }),
    { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
  );
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
  expect(ended.calm).toBeGreaterThan(numRuns / 10);
}, 3_600_000);
