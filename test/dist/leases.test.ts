import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { realClock } from '../cloud/core/clock.ts';
import { type RunningStep, startStep } from '../support/process.ts';
import { sample } from '../support/sample.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const minute = 60_000;
let folder: string;
let cloud: Cloud;
let environment: Readonly<Record<string, string>>;
/** How far S3's clock was moved on. */
let moved = 0;
let sites = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leases-'));
  writeFileSync(join(folder, 'shift.cjs'), shiftedDate);
  const { after } = realClock();
  cloud = await startCloud({ clock: { now: () => new Date(Date.now() + moved), after } });
  environment = cloud.environment(cloud.iam.administrator(accountId), region);
});
afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true });
});

/** The clock of a machine that is so many milliseconds off. */
const shiftedDate = `const shift = Number(process.env.CLOCK_SHIFT), Real = Date;
globalThis.Date = class Date extends Real {
  constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + shift); }
  static now() { return Real.now() + shift; }
};`;

/** A machine whose clock is off, with a release of a site to deploy. */
interface Machine {
  readonly run: string;
  readonly shift: number;
}

function start(bucket: string, { run, shift }: Machine): RunningStep {
  const preload = `--require ${join(folder, 'shift.cjs')}`;
  return startStep('sync-spa-s3', {
    environment: { ...environment, GITHUB_RUN_ID: run, NODE_OPTIONS: preload, CLOCK_SHIFT: String(shift) },
    files: { 'dist/index.html': `release of ${run}` },
    inputs: { source: 'dist', bucket, 'release-id': `release-${run}` },
  });
}

/** A new site, and a first run that holds it: it waits for the answer to the write of its entry page. */
async function held(machine: Machine) {
  const bucket = `site-${++sites}`;
  cloud.s3.createBucket({ accountId, region, name: bucket });
  let letGo = () => {};
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    const done = async () => {
      resolve();
      await released;
    };
    const when = (input: unknown) => {
      const { Bucket, Key } = input as { readonly Bucket?: string; readonly Key?: string };
      return Bucket === bucket && Key === 'index.html';
    };
    cloud.faults.add({ service: 's3', operation: 'PutObject', when, fault: { kind: 'meanwhile', done } });
  });
  const step = start(bucket, machine);
  await Promise.race([reached, step.ended]);
  return { bucket, step, letGo };
}

const served = async (bucket: string) => (await cloud.s3.get(bucket, 'index.html')?.bytes())?.toString();
const looks = (bucket: string) =>
  cloud.requests.all({ service: 's3' }).filter(({ path, method }) => method === 'GET' && path.startsWith(`/${bucket}/`))
    .length;

/** Waits until the record has been looked at so many times more. */
async function looked(bucket: string, times: number): Promise<void> {
  const until = looks(bucket) + times;
  while (looks(bucket) < until) await new Promise((resolve) => setTimeout(resolve, 100));
}

const clocks = [
  ['ten minutes before', 10 * minute],
  ['ten minutes behind', -10 * minute],
] as const;

test.each(sample(clocks, 2))(
  'a run whose clock is %s that of another takes no live site over, and a dead one',
  async (_, shift) => {
    const { bucket, step: holder, letGo } = await held({ run: '1', shift: 0 });
    const waiter = start(bucket, { run: '2', shift });
    await waiter.printed(/Waiting for the deployment/);
    // By S3's clock the lease is nearly over, and it is not.
    moved += 4 * minute;
    await looked(bucket, 2);
    expect(await served(bucket)).toBeUndefined();
    letGo();
    expect([(await holder.ended).exitCode, (await waiter.ended).exitCode]).toEqual([0, 0]);
    expect(await served(bucket)).toBe('release of 2');

    const dead = await held({ run: '3', shift: 0 });
    dead.step.cancel('SIGKILL', 0);
    await dead.step.ended;
    const heir = start(dead.bucket, { run: '4', shift });
    await heir.printed(/Waiting for the deployment/);
    await looked(dead.bucket, 1);
    moved += 5 * minute + 10_000;
    const { exitCode, lines } = await heir.ended;
    expect([exitCode, lines.filter((line) => line.startsWith('::error'))]).toEqual([0, []]);
    expect(await served(dead.bucket)).toBe('release of 4');
    dead.letGo();
  },
  120_000,
);
