import { describe, expect, test } from '@jest/globals';
import { checkExpress, images } from './express-check.ts';
import { playExpress } from './express-play.ts';
import type { ExpressCourse, ExpressTimeline, Miss } from './express-timeline.ts';

const course: ExpressCourse = {
  ...{ outcome: 'SUCCESSFUL', stoppedBy: 'circuit breaker', pendingSeconds: 2, seconds: 60 },
  ...{ rollbackSeconds: 20, listedAfterSeconds: 0 },
};
const failing: ExpressCourse = { ...course, outcome: 'ROLLBACK_SUCCESSFUL' };

const calm: ExpressTimeline = {
  ...{ deadlineSeconds: 3_600, onCancel: 'leave', courses: [course, course, course, course], start: 'previous' },
  ...{ troubles: [], others: [], outages: [], misses: [], lostWrites: [] },
  ...{ rolesFromSecond: 0, foundAfterSeconds: 0, logsAfterSeconds: 0 },
};

async function played(differences: Partial<ExpressTimeline>) {
  const given = { ...calm, ...differences };
  const { server, end } = await playExpress(given);
  checkExpress(given, server, end);
  return { server, ...end };
}

describe('what is deployed already', () => {
  test('and runs no task is red, with what ECS says', async () => {
    const outages = [{ atSecond: 0, seconds: 10_000, kind: 'no task' }] as const;
    const { failure, outputs, server } = await played({ start: 'wanted', outages });
    expect(failure).toContain('it is not well: ACTIVE (0 of 1 tasks run)');
    expect(failure).toContain('unable to consistently start tasks');
    expect(outputs).toMatchObject({ status: 'unhealthy', image: images.wanted });
    expect(server.begun()).toBe(0);
  });

  test('and fails its health checks is red', async () => {
    const outages = [{ atSecond: 0, seconds: 10_000, kind: 'unhealthy tasks' }] as const;
    const { failure } = await played({ start: 'wanted', outages });
    expect(failure).toContain('Its tasks are not well.');
    expect(failure).toContain('Health checks failed with these codes: [502]');
  });

  test('and is missed by one answer is looked at again', async () => {
    const outages = [{ atSecond: 0, seconds: 10_000, kind: 'no task' }] as const;
    const misses = [1, 1, 1].map(() => ({ atSecond: 66, call: 'DescribeServices' }) as const);
    expect((await played({ outages, misses })).failure).toContain('No task of it runs.');
  });

  test('and has been well again for a moment is green', async () => {
    const outages = [{ atSecond: 0, seconds: 10, kind: 'no task' }] as const;
    expect((await played({ start: 'wanted', outages })).failure).toBe(undefined);
  });
});

describe('a deployment that succeeded', () => {
  test('and whose tasks die ten seconds later is red, and what served before is deployed again', async () => {
    const outages = [{ atSecond: 72, seconds: 45, kind: 'unhealthy tasks' }] as const;
    const { failure, outputs, server } = await played({ outages });
    expect(failure).toContain('The previous release was restored.');
    expect(outputs).toMatchObject({ image: images.previous, 'rolled-back': true });
    expect(server.begun()).toBe(2);
  });
});

describe('what ECS shows late', () => {
  test('a default cluster that it makes with the first service is no obstacle', async () => {
    const { failure, server } = await played({ start: 'no cluster' });
    expect([failure, server.begun()]).toEqual([undefined, 1]);
  });

  test('a new service that is not found for 20 s, and a deployment that is not listed for 30 s, are waited for', async () => {
    const late = { ...course, listedAfterSeconds: 30 };
    const { failure, server } = await played({ start: 'absent', courses: [late, late], foundAfterSeconds: 20 });
    expect([failure, server.begun()]).toEqual([undefined, 1]);
  });

  test("another job's deployment that is not listed yet is waited for as well", async () => {
    const late = { ...course, listedAfterSeconds: 30 };
    const { failure, server } = await played({ others: [{ kind: 'deploys', atSecond: 0, course: late }] });
    expect([failure, server.begun(), server.undone]).toEqual([undefined, 1, []]);
  });

  test.each([
    'DescribeServices',
    'DescribeExpressGatewayService',
    'ListServiceDeployments',
  ] as const)('one empty answer of %s is not its end', async (call) => {
    const misses: readonly Miss[] = [1, 1, 20, 61].map((atSecond) => ({ atSecond, call }));
    const others = [{ kind: 'deploys', atSecond: 0, course }] as const;
    expect((await played({ misses, others })).failure).toBe(undefined);
  });

  test("an empty list of deployments is not believed of a service whose one revision is somebody else's new one", async () => {
    const quick = { ...course, pendingSeconds: 0, seconds: 5 };
    const others = [{ kind: 'deploys', atSecond: 1, course: quick }] as const;
    const misses = [{ atSecond: 2, call: 'ListServiceDeployments' }] as const;
    const { outputs } = await played({ courses: [course, quick], others, misses });
    expect(outputs).toMatchObject({ status: 'STOPPED', image: images.others[0] });
  });

  test('a deployment is not gone because it was unlisted before a minute of trouble and missed after it', async () => {
    const late = { ...course, pendingSeconds: 0, seconds: 5, listedAfterSeconds: 30 };
    const troubles = [{ atSecond: 3, seconds: 60, kind: 'error', hits: 'reads' }] as const;
    const misses = [{ atSecond: 3, call: 'ListServiceDeployments' }] as const;
    expect((await played({ courses: [late, course], troubles, misses })).failure).toBe(undefined);
  });

  test('roles that it cannot take on for 90 s are waited for', async () => {
    const { failure, server } = await played({ start: 'absent', rolesFromSecond: 90 });
    expect([failure, server.begun()]).toEqual([undefined, 1]);
  });
});

test('credentials that expire, are renewed and expire again are waited for each time', async () => {
  const troubles = [7, 84].map((atSecond) => ({ atSecond, seconds: 60, kind: 'expired', hits: 'all' }) as const);
  const { failure } = await played({ start: 'no cluster', lostWrites: [true], rolesFromSecond: 15, troubles });
  expect(failure).toBe(undefined);
});

describe('a write whose answer is lost', () => {
  test.each(['absent', 'previous'] as const)('finds what it made (%s)', async (start) => {
    const { failure, server } = await played({ start, lostWrites: [true], foundAfterSeconds: 20 });
    expect([failure, server.begun()]).toEqual([undefined, 1]);
  });

  test('finds also what was rolled back before it could look', async () => {
    const troubles = [{ atSecond: 1, seconds: 200, kind: 'error', hits: 'all' }] as const;
    const { failure, server } = await played({ lostWrites: [true], courses: [failing, course], troubles });
    expect(failure).toContain('ended as ROLLBACK_SUCCESSFUL');
    expect(server.begun()).toBe(1);
  });

  test('is not repeated over what somebody else has deployed since', async () => {
    const others = [{ kind: 'deploys', atSecond: 3, course }] as const;
    const { failure, server } = await played({ lostWrites: [true], others });
    expect(failure).toContain('has taken the place of this one');
    expect(server.begun()).toBe(1);
  });
});

test('what somebody else deployed between the look and the write is kept', async () => {
  const troubles = [{ atSecond: 0, seconds: 4, kind: 'throttle', hits: 'writes' }] as const;
  const others = [{ kind: 'deploys', atSecond: 3, course: { ...course, seconds: 5 } }] as const;
  const { failure, server } = await played({ troubles, others });
  expect([failure, server.begun(), server.undone]).toEqual([undefined, 1, []]);
});

test('a log that comes 12 s after the failure is waited for', async () => {
  const { report } = await played({ courses: [failing, course], logsAfterSeconds: 40 });
  expect(JSON.stringify(report)).toContain('Error: no database here');
});

test('a first deployment that failed leaves no image that runs', async () => {
  const { outputs } = await played({ start: 'absent', courses: [failing] });
  expect(outputs).toMatchObject({ status: 'ROLLBACK_FAILED', image: undefined });
});

test('what has served for more than 90 days serves on when a deployment is stopped', async () => {
  const stopped: ExpressCourse = { ...course, outcome: 'STOPPED', stoppedBy: 'person' };
  const { outputs } = await played({ start: 'previous, long ago', courses: [stopped, stopped] });
  expect(outputs).toMatchObject({ status: 'STOPPED', image: images.previous, 'rolled-back': false });
});

test("another job's deployment that broke off after this one is told, and not taken for what serves", async () => {
  const brokenOff: ExpressCourse = { ...course, outcome: 'ROLLBACK_FAILED', seconds: 2, rollbackSeconds: 1 };
  const others = [{ kind: 'deploys', atSecond: 66, course: brokenOff }] as const;
  const { failure, outputs } = await played({ others });
  expect(failure).toContain(`but a deployment of ${images.others[0]} has followed`);
  expect(outputs).toMatchObject({ image: images.wanted });
});
