import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { action } from '../../../src/actions/deploy-apprunner/index.ts';
import { appRunner } from '../../../src/aws/apprunner.ts';
import { logs } from '../../../src/aws/logs.ts';
import { type CommonInputs, parseInputs } from '../../../src/contract/index.ts';
import { UserError } from '../../../src/errors.ts';
import type { AnyAction } from '../../../src/lifecycle/action.ts';
import type { Ending } from '../../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';
import { withVariables } from '../../support/variables.ts';
import { playedContext } from '../played-context.ts';
import { playedAppRunner } from './app-runner-server.ts';
import { type Timeline, timeline } from './timeline.ts';

const host = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic';
const images = { previous: `${host}:v1`, wanted: `${host}:v2`, others: [`${host}:v3`, `${host}:v4`] };
const region = 'eu-central-1';

/** Plays one timeline with the real action, through the real SDK, on scripted time. */
async function play(given: Timeline) {
  const controller = new AbortController();
  const context = playedContext(controller.signal);
  const epoch = context.clock.now().getTime() / 1_000;
  const server = playedAppRunner(given, images, { now: context.seconds, epoch });
  const deadline = new UserError({ what: 'The deadline passed before the step was done.' });
  const clock: typeof context.clock = {
    now: context.clock.now,
    async sleep(milliseconds, signal) {
      const left = given.deadlineSeconds * 1_000 - context.seconds() * 1_000;
      await context.clock.sleep(Math.min(milliseconds, Math.max(0, left)), signal);
      if (milliseconds < left) return;
      controller.abort(deadline);
      if (signal?.aborted) throw signal.reason;
    },
  };
  const options = { region, network: server };
  const unchecked = async () => {
    throw new UserError({ what: 'Not checked.' });
  };
  const makers = {
    appRunner: async () => appRunner(options),
    logs: async () => ({ reader: logs(options).reader, writer: undefined }),
    ecr: async () => ({ reader: { storedImage: unchecked } }),
    iam: async () => ({ reader: { role: unchecked, instanceProfile: unchecked } }),
    secrets: async () => ({ reader: { changedAt: unchecked } }),
  } as unknown as PortMakers;
  const texts = {
    service: 'clinic',
    image: images.wanted,
    create: 'true',
    port: '8080',
    'access-role': `arn:aws:iam::111111111111:role/pull`,
  };
  const inputs = parseInputs(
    action.contract,
    new Map(Object.entries(texts).map(([name, text]) => [name, { text, origin: 'with' }])),
  ) as CommonInputs;
  const ending = await runAction(action as unknown as AnyAction, inputs, makers, { ...context, clock }).catch(
    (error: unknown): Pick<Ending, 'failure'> => {
      if (error instanceof UserError) return { failure: error };
      throw error;
    },
  );
  return { ending, server, seconds: context.seconds(), lines: context.lines };
}

function check(given: Timeline, { ending, server, seconds, lines }: Awaited<ReturnType<typeof play>>): void {
  const truth = server.truth();
  const outputs = 'outputs' in ending ? ending.outputs : undefined;
  if (!ending.failure) {
    expect(truth).toMatchObject({ configured: images.wanted, serving: images.wanted });
    expect(truth.status).toBe('RUNNING');
    expect(outputs?.['image']).toBe(images.wanted);
  }
  expect(server.undone).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(given.deadlineSeconds + 10);
  expect(server.calls()).toBeLessThanOrEqual(seconds + 20);
  const told = [ending.failure?.message ?? '', ...lines].join('\n');
  expect(told).not.toMatch(/Unknown|Unexpected token|Deserialization|undefined|AWS SDK error wrapper/);
  // Where nothing was in the way of the last look, the outputs name what is configured.
  const sawNothing = given.troubles.some(
    ({ atSecond, seconds: lasts }) => seconds >= atSecond && seconds <= atSecond + lasts,
  );
  if (outputs && !sawNothing && seconds < given.deadlineSeconds && truth.configured !== undefined)
    expect(outputs['image']).toBe(truth.configured);
}

const numRuns = Number(process.env['TIMELINES'] ?? 200);
const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

test(`App Runner: ${numRuns} bad days`, async () => {
  const ended = { green: 0, red: 0 };
  await withVariables(credentials, () =>
    fc.assert(
      fc.asyncProperty(timeline, async (given) => {
        const played = await play(given);
        ended[played.ending.failure ? 'red' : 'green']++;
        check(given, played);
      }),
      { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
    ),
  );
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
}, 3_600_000);
