import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { action } from '../../../src/actions/deploy-apprunner/index.ts';
import { appRunner } from '../../../src/aws/apprunner.ts';
import { UserError } from '../../../src/errors.ts';
import { withVariables } from '../../support/variables.ts';
import { appRunnerInputs, checkAppRunner, images } from './app-runner-check.ts';
import { type AppRunnerDay, appRunnerDay } from './app-runner-day.ts';
import { appError, playedAppRunner, roleArn, secretArn } from './app-runner-server.ts';
import { play } from './play.ts';
import type { Timeline } from './timeline.ts';

type Day = Timeline & AppRunnerDay;

const trust = { Statement: { Effect: 'Allow', Principal: { Service: '*' }, Action: 'sts:AssumeRole' } };

/** Tags that were pushed long before all deployments, and never moved. */
function stored(epoch: number) {
  return async (_: unknown, { tag = '' }: { readonly tag?: string }) => ({
    ...{ digest: `sha256:${tag}`, kind: 'image', platforms: [], archived: false },
    pushedAt: new Date((epoch - 1_000_000) * 1_000),
  });
}

async function denied(): Promise<never> {
  throw new UserError({ what: 'Not checked.' });
}

function playDay(given: Day) {
  const secrets = given.rotatedSecondsAgo === undefined ? {} : { secrets: `KEY=${secretArn}` };
  return play(action, {
    deadlineSeconds: given.deadlineSeconds,
    texts: { ...appRunnerInputs, 'instance-role': roleArn, ...secrets },
    serve: (time) => playedAppRunner(given, images, time),
    ports: (options, epoch) => ({
      appRunner: async () => appRunner(options),
      ecr: async () => ({ reader: { storedImage: given.isTagKnown ? stored(epoch) : denied } }),
      iam: async () => ({ reader: { role: async (name: string) => ({ arn: name, trust }) } }),
      secrets: async () => ({
        reader: { changedAt: async () => new Date((epoch - (given.rotatedSecondsAgo ?? 0)) * 1_000) },
      }),
    }),
  });
}

async function checkDay(given: Day): Promise<'green' | 'red'> {
  const { server, end } = await playDay(given);
  checkAppRunner(given, server, end);
  const { servingSince = Number.NEGATIVE_INFINITY } = server.truth();
  const isGreen = end.failure === undefined;
  if (isGreen && given.rotatedSecondsAgo !== undefined) expect(servingSince).toBeGreaterThan(-given.rotatedSecondsAgo);
  const ended = /^The \w+ of .* ended as (?:FAILED|ROLLBACK_\w+)\./.test(end.failure ?? '');
  if (ended && given.troubles.length === 0 && end.seconds < given.deadlineSeconds - 70)
    expect(end.failure).toContain(appError);
  return isGreen ? 'green' : 'red';
}

const numRuns = Number(process.env['TIMELINES'] ?? 200);
const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

test(`App Runner: ${numRuns} days on which its own answers are late, or others than the first`, async () => {
  const ended = { green: 0, red: 0 };
  await withVariables(credentials, () =>
    fc.assert(
      fc.asyncProperty(appRunnerDay, async (given) => void ended[await checkDay(given)]++),
      { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
    ),
  );
  if (numRuns > 1_000) process.stderr.write(`App Runner: ${JSON.stringify(ended)}\n`);
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
}, 3_600_000);

const good = { outcome: 'succeeded', seconds: 60, rollbackSeconds: 30, listedAfterSeconds: 0 } as const;

/** A day on which all is well, and a service that runs the previous image. */
const calm: Day = {
  ...{ deadlineSeconds: 1_800, courses: [good, good, good], troubles: [], others: [] },
  ...{ lostWrites: [false, false, false], start: 'previous', blinks: [], standing: 'good', logLagSeconds: 0 },
  isTagKnown: true,
  ...{ roleReadySecond: undefined, rotatedSecondsAgo: undefined, busy: 'InvalidStateException' },
};

describe('one thing at a time', () => {
  const played = (day: Partial<Day>) => withVariables(credentials, () => playDay({ ...calm, ...day }));

  test('what a deployment that broke off has left is deployed again', async () => {
    const { server, end } = await played({ standing: 'broken', start: 'wanted' });
    expect(end.failure).toBeUndefined();
    expect(server.truth()).toMatchObject({ serving: images.wanted });
    expect(JSON.stringify(end.report)).toContain('the last deployment ended as ROLLBACK_FAILED');
  });

  test('an operation that is not listed for a moment hides no deployment that broke off', async () => {
    const blinks = [{ atSecond: 0, seconds: 5, of: 'ListOperations' }] as const;
    const { server, end } = await played({ standing: 'broken', start: 'wanted', blinks });
    expect(server.truth()).toMatchObject({ serving: images.wanted });
    expect(JSON.stringify(end.report)).toContain('the last deployment ended as ROLLBACK_FAILED');
  });

  test('a role that is 90 s from being known is waited for', async () => {
    const { server, end } = await played({ roleReadySecond: 90, start: 'absent' });
    expect(end.failure).toBeUndefined();
    expect(server.truth()).toMatchObject({ serving: images.wanted });
  });

  test('a role that never is known ends as App Runner says', async () => {
    const { end } = await played({ roleReadySecond: 10_000, start: 'absent' });
    expect(end.failure).toContain(`Error in assuming access role ${roleArn}.`);
    expect(end.seconds).toBeLessThan(180);
  });

  test('a secret that was rotated is taken up', async () => {
    const { server, end } = await played({ rotatedSecondsAgo: 100, start: 'wanted' });
    expect(end.failure).toBeUndefined();
    expect(server.truth().servingSince).toBeGreaterThan(-100);
  });

  test.each([10, 25])('the reason comes %i s after the failure', async (logLagSeconds) => {
    const bad = { ...good, outcome: 'rolled-back' } as const;
    const { end } = await played({ courses: [bad, good, good], logLagSeconds });
    expect(end.failure).toContain(`The app's own first error: ${appError}.`);
  });

  test('a service that was made, though the answer was lost, is found', async () => {
    const { server, end } = await played({ start: 'absent', lostWrites: [true, false, false] });
    expect(end.failure).toBeUndefined();
    expect(server.truth()).toMatchObject({ serving: images.wanted });
  });

  test('a deployment whose answer was lost, and that is listed late, is not begun twice', async () => {
    const late = { ...good, seconds: 5, listedAfterSeconds: 30 };
    const { server, end } = await played({
      ...{ start: 'wanted', standing: 'broken', courses: [late, good, good], lostWrites: [true, true, false] },
    });
    expect(end.failure).toBeUndefined();
    expect(server.truth()).toMatchObject({ serving: images.wanted, status: 'RUNNING' });
  });

  test('what runs already is left, and what nobody can know is deployed again', async () => {
    const known = await played({ start: 'wanted' });
    expect(known.end.outputs).toMatchObject({ status: 'unchanged', changed: false });
    const unknown = await played({ start: 'wanted', isTagKnown: false });
    expect(unknown.end.outputs).toMatchObject({ status: 'SUCCEEDED', changed: true });
    expect(JSON.stringify(unknown.end.report)).toContain('not known: give a digest');
  });

  test.each(['InvalidStateException', 'InvalidRequestException'] as const)('busy as %s is waited for', async (busy) => {
    // The role lets the first write wait, and meanwhile somebody else begins.
    const others = [{ atSecond: 3, course: { ...good, seconds: 40, listedAfterSeconds: 30 } }];
    const { server, end } = await played({ busy, others, roleReadySecond: 5 });
    expect(end.failure).toBeUndefined();
    expect(server.truth()).toMatchObject({ serving: images.wanted });
  });
});
