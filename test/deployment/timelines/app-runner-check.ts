import { expect } from '@jest/globals';
import type { PlayedAppRunner } from './app-runner-server.ts';
import { checkEveryRun, hasTroubleAt, type RunEnd } from './run-end.ts';
import type { Timeline } from './timeline.ts';

const host = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic';
export const images = { previous: `${host}:v1`, wanted: `${host}:v2`, others: [`${host}:v3`, `${host}:v4`] };

/** With which the action runs in every timeline. */
export const appRunnerInputs = {
  ...{ service: 'clinic', image: images.wanted, create: 'true', port: '8080' },
  'access-role': 'arn:aws:iam::111111111111:role/pull',
} as const;

/** What holds for every run against a played App Runner. */
export function checkAppRunner(
  given: Timeline,
  server: Pick<PlayedAppRunner, 'truth' | 'calls' | 'undone'>,
  end: RunEnd,
): void {
  const truth = server.truth();
  checkEveryRun(given, server, end);
  if (end.failure === undefined) {
    expect(truth).toMatchObject({ configured: images.wanted, serving: images.wanted, status: 'RUNNING' });
    expect(end.outputs?.['image']).toBe(images.wanted);
  }
  // Where nothing was in the way of the last look, the outputs name what is configured.
  const isKnown = !hasTroubleAt(given.troubles, end.seconds) && end.seconds < given.deadlineSeconds;
  if (end.outputs && isKnown && truth.configured !== undefined) expect(end.outputs['image']).toBe(truth.configured);
}
