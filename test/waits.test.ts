import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awaitScan } from '../src/actions/build-push-ecr/scan/await-scan.ts';
import { apply as invalidate } from '../src/actions/invalidate-cloudfront/apply.ts';
import { start } from '../src/actions/invalidate-cloudfront/start.ts';
import { takeLock } from '../src/actions/seed-rds/lock.ts';
import { createSnapshot } from '../src/actions/seed-rds/snapshot.ts';
import { waitUntilAlone } from '../src/actions/seed-rds/task/exclusive.ts';
import { followTask } from '../src/actions/seed-rds/task/follow.ts';
import { tried } from '../src/actions/smoke-test/run/attempts.ts';
import { prepare } from '../src/actions/sync-spa-s3/prepare.ts';
import { follow } from '../src/deployment/follow.ts';
import { waitUntilFree } from '../src/deployment/wait-until-free.ts';
import { redaction } from '../src/domain/secret/redaction.ts';
import { TransientError } from '../src/errors.ts';
import { patience } from '../src/lifecycle/patience.ts';
import type { Clock } from '../src/machine/clock.ts';
import { watchedLog } from '../src/runner/heartbeat.ts';
import { sourceFiles } from './architecture/source.ts';

const minutes = 3;

interface Line {
  readonly second: number;
  readonly text: string;
}

/** Plays a wait that has no end for three minutes, on time that passes while it sleeps. */
async function played(wait: (surroundings: ReturnType<typeof surroundingsOf>['context']) => Promise<unknown>) {
  const { context, lines, isOver } = surroundingsOf();
  await wait(context).catch((error: unknown) => {
    if (!isOver()) throw error;
  });
  return lines;
}

function surroundingsOf() {
  const lines: Line[] = [];
  const stop = new AbortController();
  const begun = Date.UTC(2026, 10, 2, 9);
  let now = begun;
  const clock: Clock = {
    now: () => new Date(now),
    async sleep(milliseconds) {
      // A deadline, beside what is waited for.
      if (milliseconds > minutes * 60_000) return new Promise(() => {});
      now += milliseconds;
      if (now - begun > minutes * 60_000) stop.abort(new Error('enough'));
      stop.signal.throwIfAborted();
    },
  };
  const info = (text: string) => void lines.push({ second: (now - begun) / 1_000, text });
  const log = {
    info,
    debug: () => {},
    warning: info,
    mask: () => {},
    group: <T>(_: string, body: () => Promise<T>) => body(),
  };
  const run = { url: 'https://github.com/acme/shop/actions/runs/1', commit: 'c', attempt: '1-1' };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { lines, pass, isOver: () => stop.signal.aborted, context: { clock, log, signal: stop.signal, run } as never };
}

const holder = { session: '7', user: 'clinic', application: 'seed-rds acme/shop run 1-1' };
const quota = { cloudFront: { writer: { invalidate: async () => 'quota' } }, random: { reader: () => [255] } };
const trouble = async () => {
  throw new TransientError({ what: 'AWS is in trouble.' } as never, { trouble: 'AWS is in trouble' } as never);
};
const busySnapshots = { writer: { createSnapshot: async () => 'busy' }, reader: {} };
const slowSnapshots = {
  writer: { createSnapshot: async () => 'creating' },
  reader: { snapshotStatus: async () => 'creating' },
};
const ofTask = { task: { family: 'clinic-seed-rds' }, place: { cluster: 'default' } };
const activeTask = { arn: 'arn:1', startedBy: 'seed-rds-1-1', lastStatus: 'RUNNING' };
const change = { distributionId: 'E1', paths: ['/*'] };
const invalidations = {
  cloudFront: {
    writer: { invalidate: async () => ({ id: 'I1', status: 'InProgress' }) },
    reader: { invalidationStatus: async () => 'InProgress' },
  },
};
const deployment = {
  ...{ url: 'https://github.com/acme/shop/actions/runs/7', run: '7-1', token: 't' },
  ...{ at: '2026-11-02T09:00:00Z', until: '2026-11-02T10:00:00Z', leaseUntil: '2026-11-02T10:00:00Z' },
};
const heldSite = {
  inputs: { bucket: 'b', prefix: '', lock: true },
  observation: { manifest: { deployment }, manifestEtag: 'e' },
};
const sites = {
  s3: { reader: { bucket: () => ({ look: async () => ({ changed: false }) }) } },
  random: { reader: () => new Uint8Array(9) },
};
const unmet = { findings: [{ at: [], subject: 'status', expected: '200', actual: '503' }], captured: new Map() };
const eventually = { withinSeconds: 600, everyMilliseconds: 1_000, maxEveryMilliseconds: 10_000, consecutive: 1 };
const polled = { status: 'IN_PROGRESS', verdict: 'running' } as const;

/** Every wait that an action names, with what its lines have to name. */
const waits: Readonly<Record<string, readonly [what: RegExp, wait: (context: never) => Promise<unknown>]>> = {
  'a deployment': [
    /op-1: IN_PROGRESS/,
    (context) => follow({ id: 'op-1', poll: async () => polled } as never, 'x', context),
  ],
  'another operation': [
    /The service is busy \(UPDATING\)/,
    (context) => waitUntilFree('the service', 'wait', async () => ({ kind: 'busy', running: 'UPDATING' }), context),
  ],
  'the end of trouble': [/The snapshot s-1: /, (context) => patience('The snapshot s-1', context).read(trouble)],
  "a database's lock": [
    /the lock of seed-rds acme\/shop run 1-1/,
    (context) => takeLock({ tryLock: async () => ({ taken: false, holder }) }, 3_600, context),
  ],
  'the task of another run': [
    /the task arn:1 \(seed-rds-1-1\)/,
    (context) =>
      waitUntilAlone(ofTask as never, 3_600, { ecs: { activeTasks: async () => [activeTask] } as never }, context),
  ],
  'a task': [
    /The task arn:1 is RUNNING/,
    (context) =>
      followTask(
        { cluster: 'default', arn: 'arn:1' },
        undefined,
        { ecs: { task: async () => activeTask } as never },
        context,
      ),
  ],
  'a snapshot that cannot begin': [
    /clinic is not ready/,
    (context) => createSnapshot('clinic', 'x', busySnapshots as never, context),
  ],
  'a snapshot': [
    /The snapshot seed-rds-clinic/,
    (context) => createSnapshot('clinic', 'x', slowSnapshots as never, context),
  ],
  'a scan': [
    /The scan of clinic/,
    (context) =>
      awaitScan(
        'clinic',
        async () => ({ status: 'IN_PROGRESS', findings: [] }) as never,
        new Date('2030-01-01'),
        context,
      ),
  ],
  'a quota of CloudFront': [
    /E1 has too many invalidations/,
    (context) =>
      start(
        { distributionId: 'E1', paths: ['/*'] } as never,
        { onQuota: 'wait', force: false },
        quota as never,
        context,
      ),
  ],
  'an invalidation': [
    /The invalidation I1 is in progress|Waiting for the invalidation I1/,
    (context) =>
      invalidate({ inputs: { wait: true }, plan: { changes: [change] } } as never, invalidations as never, context),
  ],
  'the deployment of a site by another job': [
    /[Ww]aiting for the deployment of https:\/\/github\.com\/acme\/shop\/actions\/runs\/7/,
    (context) => prepare(heldSite as never, sites as never, context),
  ],
  'a check that has to hold': [
    /Still trying the API answers, for \d+ of 600 s: .*503/,
    (context) =>
      tried(
        async () => unmet as never,
        eventually as never,
        { ...(context as object), name: 'the API answers' } as never,
      ),
  ],
};

describe('a wait says every minute what it waits for', () => {
  test.each(Object.entries(waits))('%s', async (_, [what, wait]) => {
    const lines = await played(wait);
    const named = lines.filter(({ text }) => what.test(text)).map(({ second }) => second);
    const gaps = [...named, minutes * 60].map((second, index) => second - (named[index - 1] ?? 0));
    // Between two looks of the slowest of them.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60 + 15);
    expect(lines.length).toBeLessThan(12);
  });

  test('whatever else a run waits for, it names the last thing that it told', () => {
    const { lines, pass, context } = surroundingsOf();
    const { clock, log: inner } = context as { clock: Clock; log: Parameters<typeof watchedLog>[0] };
    const { log, beat } = watchedLog(
      inner,
      () => clock.now().getTime(),
      (line) => line,
    );
    log.info('db/migrations/003_c.sql: 2 statements.');
    for (let second = 0; second < minutes * 60; second += 2) {
      beat();
      pass(2_000);
    }
    log.warning('odd');
    pass(30_000);
    beat();
    expect(lines).toEqual([
      { second: 0, text: 'db/migrations/003_c.sql: 2 statements.' },
      { second: 60, text: 'Still at work, 60 s after: db/migrations/003_c.sql: 2 statements.' },
      { second: 120, text: 'Still at work, 120 s after: db/migrations/003_c.sql: 2 statements.' },
      { second: 180, text: 'odd' },
    ]);
  });
});

test('a secret that stands where the last line is cut is hidden whole', () => {
  let time = 0;
  const told: string[] = [];
  const inner = { info: (line: string) => told.push(line) } as unknown as Parameters<typeof watchedLog>[0];
  const { log, beat } = watchedLog(inner, () => time, redaction(['planted-secret-key']).text);
  log.info(`${'x'.repeat(190)}planted-secret-key`);
  time = 60_000;
  beat();
  expect(told.at(-1)).toContain('x***');
  expect(told.at(-1)).not.toContain('planted');
});

/** Where code sleeps, and what is told meanwhile: by its own lines (played above), or by the log of the run, which is never silent. */
const sleepers: readonly RegExp[] = [
  /^lifecycle\/patience\.ts$/,
  /^container\/retry\.ts$/,
  /^deployment\/[\w-]+\.ts$/,
  /^machine\/clock\.ts$/,
  /^actions\/deploy-(?:apprunner|beanstalk|ecs-express)\//,
  /^actions\/build-push-ecr\/scan\/await-scan\.ts$/,
  /^actions\/invalidate-cloudfront\/(?:apply|start)\.ts$/,
  /^actions\/seed-rds\/(?:lock|snapshot|task\/exclusive|task\/follow)\.ts$/,
  /^actions\/smoke-test\/run\/(?:attempts|deadline)\.ts$/,
  /^actions\/sync-spa-s3\/watch\.ts$/,
];

test('nothing sleeps that is not known to tell what it waits for', () => {
  const sleeping = sourceFiles('src').filter(
    ({ path, text }) => !path.startsWith('tooling/') && /\.sleep\(/.test(text),
  );
  const unknown = sleeping.filter(({ path }) => !sleepers.some((known) => known.test(path))).map(({ path }) => path);
  expect(unknown).toEqual([]);
});

test('the log of every run is watched over', () => {
  expect(readFileSync('src/main.ts', 'utf8')).toMatch(/const heartbeat = startHeartbeat\(runnerLog\(/);
});
