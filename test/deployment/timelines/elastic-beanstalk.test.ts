import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EnvironmentTimeline, environmentTimeline } from './elastic-beanstalk-timeline.ts';
import { images, play, versions } from './played-environment.ts';

function check(given: EnvironmentTimeline, { ending, server, seconds, lines }: Awaited<ReturnType<typeof play>>): void {
  const truth = server.truth();
  const outputs = 'outputs' in ending ? ending.outputs : undefined;
  if (!ending.failure) {
    expect(truth?.failed).toBe(false);
    if (truth?.status === 'Ready') expect(truth.label).toBe(versions.wanted.label);
    // What somebody else has begun afterwards, nobody can know before its health shows.
    if (!truth?.othersMixed) expect(truth?.instances).toEqual([versions.wanted.label]);
    expect(['Ready', 'Updating']).toContain(truth?.status);
    if (truth?.status === 'Ready' && !truth.othersMixed) expect(truth.health.color).toBe('Green');
    if (given.inputs.options) expect(truth?.options.get('A')).toBe('2');
    if (given.inputs.tags) expect(truth?.tags.get('team')).toBe('red');
    expect(outputs).toMatchObject({ image: images.wanted, 'version-label': versions.wanted.label });
  }
  if (isCalm(given)) expect(ending.failure?.message).toBeUndefined();
  expect(server.undone).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(given.deadlineSeconds + 10);
  expect(server.calls()).toBeLessThanOrEqual(seconds + 40);
  const told = [ending.failure?.message ?? '', ...lines].join('\n');
  expect(told).not.toMatch(
    /Unknown|Unexpected token|Deserialization|undefined|AWS SDK error wrapper|is not a |ended as Ready/,
  );
  // Where nothing was in the way of the last look, the outputs name what is there.
  const sawNothing = [...given.troubles, ...given.blinks].some(
    ({ atSecond, seconds: lasts }) => seconds >= atSecond && seconds <= atSecond + lasts,
  );
  if (!outputs || sawNothing || seconds >= given.deadlineSeconds || !truth || truth.status !== 'Ready') return;
  expect(outputs['version-label']).toBe(truth.label);
  const [kind] = Object.entries(versions).find(([, { label }]) => label === truth.label) ?? [];
  const serves = images[kind as keyof typeof images];
  if (outputs['image'] !== undefined) expect(outputs['image']).toBe(serves);
}

/** Whether nothing stands against a deployment. */
function isCalm({
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

const numRuns = Number(process.env['TIMELINES'] ?? 200);

test(`Elastic Beanstalk: ${numRuns} bad days`, async () => {
  const ended = { green: 0, red: 0, calm: 0 };
  await fc.assert(
    fc.asyncProperty(environmentTimeline, async (given) => {
      const played = await play(given);
      ended[played.ending.failure ? 'red' : 'green']++;
      if (isCalm(given)) ended.calm++;
      check(given, played);
    }),
    { numRuns, seed: Number(process.env['TIMELINES_SEED'] ?? 12) },
  );
  expect(ended.green).toBeGreaterThan(numRuns / 10);
  expect(ended.red).toBeGreaterThan(numRuns / 10);
  expect(ended.calm).toBeGreaterThan(numRuns / 10);
}, 3_600_000);
