import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { action } from '../../../src/actions/deploy-apprunner/index.ts';
import { appRunner } from '../../../src/aws/apprunner.ts';
import { withVariables } from '../../support/variables.ts';
import { appRunnerInputs, checkAppRunner, images } from './app-runner-check.ts';
import { playedAppRunner } from './app-runner-server.ts';
import { play } from './play.ts';
import { type Timeline, timeline } from './timeline.ts';

const playAppRunner = (given: Timeline) =>
  play(action, {
    ...{ deadlineSeconds: given.deadlineSeconds, texts: appRunnerInputs },
    serve: (time) => playedAppRunner(given, images, time),
    ports: (options) => ({ appRunner: async () => appRunner(options) }),
  });

const numRuns = Number(process.env['TIMELINES'] ?? 200);
const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

test(`App Runner: ${numRuns} bad days`, async () => {
  const ended = { green: 0, red: 0 };
  await withVariables(credentials, () =>
    fc.assert(
      fc.asyncProperty(timeline, async (given) => {
        const { server, end } = await playAppRunner(given);
        ended[end.failure === undefined ? 'green' : 'red']++;
        checkAppRunner(given, server, end);
      }),
      { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
    ),
  );
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
}, 3_600_000);
