import { expect } from '@jest/globals';
import type { PlayedExpress } from './express-server.ts';
import { type ExpressTimeline, isBenign } from './express-timeline.ts';
import { checkEveryRun, hasTroubleAt, type RunEnd } from './run-end.ts';

const image = (digit: number) =>
  `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@sha256:${String(digit).repeat(64)}`;

export const images = { previous: image(1), wanted: image(2), others: [image(3), image(4)] } as const;

const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`;

/** With which the action runs in every timeline. */
export function expressInputs({ onCancel }: ExpressTimeline): Readonly<Record<string, string>> {
  return {
    ...{ service: 'clinic', image: images.wanted, create: 'true', port: '8080', 'on-cancel': onCancel },
    ...{ 'execution-role': role('execution'), 'infrastructure-role': role('infrastructure') },
  };
}

/** What holds for every run against a played Express service. */
export function checkExpress(
  given: ExpressTimeline,
  server: Pick<PlayedExpress, 'truth' | 'calls' | 'undone'>,
  end: RunEnd,
): void {
  const truth = server.truth();
  checkEveryRun(given, server, end);
  if (end.failure === undefined) {
    expect(truth).toEqual({ status: 'ACTIVE', serving: images.wanted, isHealthy: true, isDeploying: false });
    expect(end.outputs?.['image']).toBe(images.wanted);
  }
  if (isBenign(given)) expect(end.failure).toBe(undefined);
  // Where nothing was in the way of the last look, the outputs name what serves.
  const isKnown = !hasTroubleAt(given.troubles, end.seconds) && end.seconds < given.deadlineSeconds;
  const isSettled = truth.status === 'ACTIVE' && !truth.isDeploying && (truth.isHealthy || truth.serving === undefined);
  if (end.outputs && isKnown && isSettled) expect(end.outputs['image']).toBe(truth.serving);
}
