import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkExpress } from './express-check.ts';
import { playExpress } from './express-play.ts';
import { expressTimeline, isBenign } from './express-timeline.ts';

const numRuns = Number(process.env['TIMELINES'] ?? 200);
test(`ECS Express Mode: ${numRuns} bad days`, async () => {
  const ended = { green: 0, red: 0, benign: 0 };
  await fc.assert(
    fc.asyncProperty(expressTimeline, async (given) => {
      const { server, end } = await playExpress(given);
      ended[end.failure === undefined ? 'green' : 'red']++;
      if (isBenign(given)) ended.benign++;
      checkExpress(given, server, end);
    }),
    { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
  );
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
  expect(ended.benign).toBeGreaterThan(numRuns / 10);
}, 3_600_000);
