import { expect } from '@jest/globals';
import { name, type PlayedBeanstalk } from './elastic-beanstalk-server.ts';
import type { EnvironmentTimeline } from './elastic-beanstalk-timeline.ts';
import { images, versions } from './environment-versions.ts';
import { checkEveryRun, hasTroubleAt, type RunEnd } from './run-end.ts';

/** With which the action runs on a day like this. */
export function environmentInputs({ inputs: { options, tags, onBusy } }: EnvironmentTimeline) {
  return {
    ...{ 'environment-name': name, image: images.wanted, port: '8080', create: 'true', 'on-busy': onBusy },
    ...(options ? { env: 'A=2' } : {}),
    ...(tags ? { tags: 'team=red' } : {}),
  };
}

/** What holds for every run against a played environment. */
export function checkEnvironment(
  given: EnvironmentTimeline,
  server: Pick<PlayedBeanstalk, 'truth' | 'calls' | 'undone'>,
  end: RunEnd,
): void {
  const truth = server.truth();
  const { outputs, seconds } = end;
  checkEveryRun(given, server, end);
  expect(`${end.failure ?? ''}\n${end.told}`).not.toMatch(/is not a |ended as Ready/);
  if (end.failure === undefined) {
    expect(truth?.failed).toBe(false);
    if (truth?.status === 'Ready') expect(truth.label).toBe(versions.wanted.label);
    // What somebody else has begun afterwards, nobody can know before its health shows.
    if (!truth?.othersMixed) expect(truth?.instances).toEqual([versions.wanted.label]);
    const isAborted = given.others.some(({ kind }) => kind === 'abort');
    expect(['Ready', 'Updating', ...(isAborted ? ['Aborting'] : [])]).toContain(truth?.status);
    if (truth?.status === 'Ready' && !truth.othersMixed) expect(truth.health.color).toBe('Green');
    if (given.inputs.options) expect(truth?.options.get('A')).toBe('2');
    if (given.inputs.tags) expect(truth?.tags.get('team')).toBe('red');
    expect(outputs).toMatchObject({ image: images.wanted, 'version-label': versions.wanted.label });
  }
  if (isCalm(given)) expect(end.failure).toBeUndefined();
  // Where nothing was in the way of the last look, the outputs name what is there.
  const sawNothing = hasTroubleAt(given.troubles, seconds) || given.blinks.some((one) => isDuring(one, seconds));
  if (!outputs || sawNothing || seconds >= given.deadlineSeconds || !truth || truth.status !== 'Ready') return;
  expect(outputs['version-label']).toBe(truth.label);
  const [kind] = Object.entries(versions).find(([, { label }]) => label === truth.label) ?? [];
  const serves = images[kind as keyof typeof images];
  if (outputs['image'] !== undefined) expect(outputs['image']).toBe(serves);
}

function isDuring({ atSecond, seconds }: EnvironmentTimeline['blinks'][number], second: number): boolean {
  return second >= atSecond && second <= atSecond + seconds;
}

/** Whether nothing stands against a deployment. */
export function isCalm({
  deadlineSeconds,
  courses,
  troubles,
  others,
  start,
  startHealth,
  version,
  ...rest
}: EnvironmentTimeline) {
  const isGood = courses.every(({ outcome }) => outcome === 'succeeded');
  const disturbed = troubles.length + others.length + rest.blinks.filter(({ atSecond }) => atSecond < 5).length > 0;
  const runs = start === 'wanted' && startHealth.color !== 'Green' && !rest.inputs.options;
  return deadlineSeconds > 2_000 && isGood && !disturbed && !runs && !['failing', 'failed'].includes(version);
}
