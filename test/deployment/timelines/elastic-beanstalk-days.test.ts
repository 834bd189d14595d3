import { describe, expect, test } from '@jest/globals';
import type { EnvironmentTimeline, UpdateCourse } from './elastic-beanstalk-timeline.ts';
import { images, versions } from './environment-versions.ts';
import { play } from './played-environment.ts';

const good: UpdateCourse = {
  ...{ outcome: 'succeeded', seconds: 60, begunAfterSeconds: 0, namesAtOnce: true, namesBefore: false, mixed: false },
  ...{ eventsLateSeconds: 0, healthLateSeconds: 0, sick: { color: 'Red', status: 'Severe' }, flaps: false },
};
const bad: UpdateCourse = { ...good, outcome: 'failed' };
const quiet: EnvironmentTimeline = {
  ...{ deadlineSeconds: 1_200, courses: [good, good, good, good], troubles: [], others: [], blinks: [] },
  ...{ lostWrites: [], start: 'previous', startHealth: { color: 'Green', status: 'Ok' }, version: 'processed' },
  ...{ versionKnownAfterSeconds: 0, takesBoth: true, busyWords: 0 },
  inputs: { options: false, tags: false, onBusy: 'wait' },
};

async function on(day: Partial<EnvironmentTimeline>) {
  const { ending, server, lines, seconds } = await play({ ...quiet, ...day });
  const outputs = 'outputs' in ending ? ending.outputs : undefined;
  const report = 'report' in ending ? JSON.stringify(ending.report) : '';
  return { failure: ending.failure?.message, outputs, report, server, log: lines.join('\n'), seconds };
}

describe('another job', () => {
  test('that has deployed v3 after ours failed is left alone', async () => {
    const others = [{ atSecond: 30, kind: 'version', course: good }] as const;
    const { failure, outputs, server } = await on({ courses: [bad, good], others });
    expect(failure).toContain(`Another deployment (of the version ${versions.other.label}) has taken the place`);
    expect(failure).toContain('It was left as it is.');
    expect(server.truth()).toMatchObject({ label: versions.other.label, instances: [versions.other.label] });
    expect(server.updates()).toBe(1);
    expect(outputs).toMatchObject({ 'rolled-back': false, 'version-label': versions.other.label });
    expect(outputs?.['image']).toBeUndefined();
  });

  test('that deploys v3 between our look and our update came first', async () => {
    const others = [{ atSecond: 4, kind: 'version', course: good }] as const;
    const { failure, outputs, server } = await on({ version: 'processing', others });
    expect(failure).toContain('is not as this job has found it');
    expect(server.updates()).toBe(0);
    expect(outputs).toMatchObject({ status: 'failed', 'version-label': versions.other.label });
  });

  test('that sets an option while ours fails keeps it', async () => {
    const unhealthy = { ...good, outcome: 'unhealthy' } as const;
    const others = [{ atSecond: 100, kind: 'options', course: unhealthy }] as const;
    const inputs = { ...quiet.inputs, options: true };
    const { outputs, server } = await on({ courses: [unhealthy, good], others, inputs });
    expect(outputs).toMatchObject({ 'rolled-back': true });
    expect(Object.fromEntries(server.truth()?.options ?? [])).toEqual({ A: '1', OTHERS: '1' });
  });

  test('that aborts our update is believed: Elastic Beanstalk goes back by itself', async () => {
    const others = [{ atSecond: 20, kind: 'abort', course: good }] as const;
    const { failure, outputs, server } = await on({ others });
    expect(failure).toContain('ended as Aborted. The previous release was restored.');
    expect(outputs).toMatchObject({ status: 'Aborted', 'rolled-back': true, image: images.previous });
    expect(server.updates()).toBe(1);
  });

  test('that terminates the environment and makes another of its name has it', async () => {
    const others = [{ atSecond: 20, kind: 'replace', course: good }] as const;
    const { failure, server } = await on({ others });
    expect(failure).toContain('ended as Terminated.');
    expect(server.truth()).toMatchObject({ id: 'e-2', label: versions.other.label });
    expect(server.updates()).toBe(1);
  });
});

describe('healthy', () => {
  test.each([
    [{ color: 'Red', status: 'Severe' }],
    [{ color: 'Red', status: 'Degraded' }],
    [{ color: 'Yellow', status: 'Warning' }],
    [{ color: 'Grey', status: 'NoData' }],
  ] as const)('is not %j, though the version is there: red, with the dossier, and nothing is deployed', async (startHealth) => {
    const { failure, outputs, report, server } = await on({ start: 'wanted', startHealth });
    expect(failure).toContain('is not well');
    expect(failure).toContain(`health ${startHealth.color}, ${startHealth.status}`);
    expect(outputs).toMatchObject({ status: 'unhealthy', image: images.wanted });
    expect(report).toContain('The app does not answer.');
    expect(server.updates()).toBe(0);
  });

  test.each([3, 8])('is not an update of which an ERROR comes %i s after Ready', async (eventsLateSeconds) => {
    const late = { ...bad, eventsLateSeconds, healthLateSeconds: 60 };
    const { failure, outputs } = await on({ courses: [late, good] });
    expect(failure).toContain('ended as Failed. The previous release was restored.');
    expect(failure).toContain('exec /app/server: no such file');
    expect(outputs).toMatchObject({ status: 'Failed', 'rolled-back': true, image: images.previous });
  });

  test('is not one that is Green for four seconds', async () => {
    const { failure } = await on({ courses: [{ ...good, outcome: 'unhealthy', flaps: true }, good] });
    expect(failure).toContain('ended as Failed (health Red, Severe). The previous release was restored.');
  });
});

describe('eventually consistent', () => {
  test('an environment that is not listed for eight seconds is still there', async () => {
    expect((await on({ blinks: [{ atSecond: 20, seconds: 8 }] })).failure).toBeUndefined();
  });

  test('an environment that is made though no answer came is found, once', async () => {
    const lostWrites = [false, false, true];
    const { failure, outputs, server } = await on({ start: 'absent', version: 'unknown', lostWrites });
    expect(failure).toBeUndefined();
    expect(server.updates()).toBe(1);
    expect(outputs).toMatchObject({
      image: images.wanted,
      status: 'Ready',
      'operation-id': expect.stringMatching(/^request-/),
    });
  });

  test('an update whose answer is lost is followed, not sent again, also with on-busy: fail', async () => {
    const inputs = { ...quiet.inputs, onBusy: 'fail' } as const;
    const { failure, server } = await on({ lostWrites: [false, true], inputs });
    expect(failure).toBeUndefined();
    expect(server.updates()).toBe(1);
  });

  test('a version that is known 40 s after it was made is deployed', async () => {
    const { failure, log } = await on({ version: 'unknown', versionKnownAfterSeconds: 40 });
    expect(failure).toBeUndefined();
    expect(log).toContain('the version is not listed yet');
  });

  test('a version whose making has lost its answer is used', async () => {
    expect((await on({ version: 'unknown', lostWrites: [false, true] })).failure).toBeUndefined();
  });

  test('a version that is still processed is waited for', async () => {
    const { failure, seconds, log } = await on({ version: 'processing' });
    expect(failure).toBeUndefined();
    expect(seconds).toBeGreaterThan(120);
    expect(log).toContain('is still Processing; waiting for it.');
  });

  test('a version that cannot be processed is not deployed, and the outputs name what serves', async () => {
    const { failure, server } = await on({ version: 'failing' });
    expect(failure).toContain('Elastic Beanstalk could not process the version');
    expect(server.updates()).toBe(0);
  });

  test.each([0, 1, 2, 3])('busy, in words %i, is waited for', async (busyWords) => {
    const others = [{ atSecond: 0, kind: 'tags', course: { ...good, begunAfterSeconds: 20 } }] as const;
    expect((await on({ busyWords, others })).failure).toBeUndefined();
  });
});

describe('tags', () => {
  const inputs = { options: false, tags: true, onBusy: 'fail' } as const;

  test('that this run writes keep nobody else out, and are waited for', async () => {
    const slow = { ...good, begunAfterSeconds: 20 };
    const { failure, server } = await on({ inputs, courses: [good, good, good, slow] });
    expect(failure).toBeUndefined();
    expect(server.truth()?.tags.get('team')).toBe('red');
  });

  test('whose writing has lost its answer are not written again', async () => {
    expect((await on({ inputs, lostWrites: [false, true] })).failure).toBeUndefined();
  });
});

test('version and options are one update where Elastic Beanstalk takes both, and two where it does not', async () => {
  const inputs = { ...quiet.inputs, options: true };
  const both = await on({ inputs, takesBoth: true });
  expect([both.failure, both.server.updates()]).toEqual([undefined, 1]);
  const separate = await on({ inputs, takesBoth: false });
  expect([separate.failure, separate.server.updates()]).toEqual([undefined, 2]);
  expect(separate.server.truth()?.options.get('A')).toBe('2');
});
