import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { accountId, region } from '../../support/action.ts';
import { type BundledMain, bundleMain } from '../../support/bundled-main.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import type { Files } from './site-stage.ts';

/** No visitor ever meets a broken page: whatever becomes of a deployment, each page that is served loads only what is served. */
let cloud: Cloud;
let product: BundledMain;
let script: string;
let home: string;

beforeAll(async () => {
  [cloud, product] = await Promise.all([startCloud(), bundleMain()]);
  script = product.script('sync-spa-s3');
  home = mkdtempSync(join(tmpdir(), 'promise-'));
});
afterAll(async () => {
  await cloud.close();
  product.remove();
  rmSync(home, { recursive: true, force: true });
});

const pages = ['index.html', 'about/index.html', 'docs/a.html'];

/** Each version has pages of its own, and files under names that change and that stay. */
function siteOf(version: number): Files {
  const assets = ['app', 'vendor', 'style', 'page'].map((name) => `assets/${name}-a000000${version}.js`);
  const page = `<link rel="modulepreload" href="/${assets[1]}"><script src="/${assets[0]}"></script><img src="/logo.svg">`;
  return {
    ...Object.fromEntries(assets.map((path) => [path, path])),
    ...Object.fromEntries(pages.map((path) => [path, `${page} version ${version} ${path}`])),
    [`only-${version % 3}.html`]: `${page} version ${version}`,
    'logo.svg': `<svg>${version}</svg>`,
  };
}

function workspaceOf(version: number): string {
  const workspace = join(home, `v${version}`);
  if (existsSync(workspace)) return workspace;
  for (const [path, content] of Object.entries(siteOf(version))) {
    mkdirSync(dirname(join(workspace, 'dist', path)), { recursive: true });
    writeFileSync(join(workspace, 'dist', path), content);
  }
  return workspace;
}

/** What the pages of a bucket load that is not there. */
async function broken(bucket: string): Promise<readonly string[]> {
  const keys = new Set(cloud.s3.keys(bucket));
  const found = [...keys].filter((key) => key.endsWith('.html') && !key.startsWith('.deploy/'));
  const bodies = found.map((key) => [key, cloud.s3.get(bucket, key)?.bytes()] as const);
  const texts = await Promise.all(bodies.map(async ([key, bytes]) => [key, String(await bytes)] as const));
  return texts.flatMap(([key, text]) =>
    [...text.matchAll(/(?:src|href)="\/([^"]+)"/g)].flatMap(([, path = '']) =>
      keys.has(path) ? [] : [`${key} loads ${path}`],
    ),
  );
}

/** The version of the entry page, when all pages are of one and load only what is served. */
async function served(bucket: string): Promise<number | readonly string[]> {
  const texts = await Promise.all(pages.map(async (page) => String(await cloud.s3.get(bucket, page)?.bytes())));
  const versions = new Set(texts.map((text) => Number(/version (\d+)/.exec(text)?.[1])));
  const problems = await broken(bucket);
  return versions.size === 1 && problems.length === 0 ? ([...versions][0] ?? 0) : [...problems, ...texts];
}

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Starts a deployment as a process, with the settings under which most is deleted; a run is told as id and attempt. */
function deploy(bucket: string, version: number, run: readonly [id: number, attempt: number]) {
  const workspace = workspaceOf(version);
  const inputs = { source: 'dist', bucket, 'release-id': `v${version}`, 'keep-releases': '1', 'keep-days': '0' };
  const given = Object.entries({ ...inputs, 'max-delete': '100 %' });
  const child = spawn(process.execPath, [script], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: home, GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: 'acme/clinic' },
      ...{ GITHUB_RUN_ID: String(run[0]), GITHUB_RUN_ATTEMPT: String(run[1]), GITHUB_SHA: '' },
      // Hundreds of processes compile the same script.
      NODE_COMPILE_CACHE: join(home, 'compiled'),
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...cloud.environment(cloud.iam.administrator(accountId), region),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      output += String(piece);
    });
  const ended = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, output })));
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** What becomes of a bucket's next requests, as they arrive and before they are carried out: true cuts the connection. */
const watchers = new Map<string, () => boolean>();

async function bucketFor(name: string): Promise<string> {
  cloud.s3.createBucket({ accountId, region, name });
  cloud.faults.add({
    ...{ service: 's3', times: Number.POSITIVE_INFINITY, fault: { kind: 'reset' } },
    when: (input) => (input as { readonly Bucket?: string }).Bucket === name && (watchers.get(name)?.() ?? false),
  });
  return name;
}

/** Kills so many deployments, each at its request of a random number, and lets some of the next runs complete. */
async function killMany(bucket: string, seed: number, count: number): Promise<void> {
  const random = seededRandom(seed);
  let attempt = 1;
  const next = (version: number) => deploy(bucket, version, [seed, attempt++]);
  expect((await next(1).ended).code).toBe(0);
  for (let [killed, point] = [0, 0]; killed < count; point++) {
    const version = 1 + Math.floor(random() * 8);
    // Some twenty requests make a deployment; the one at which it is killed is carried out, or is not.
    const [at, isCut] = [1 + Math.floor(random() * 22), random() < 0.5];
    const deployment = next(version);
    let seen = 0;
    watchers.set(bucket, () => {
      if (++seen === at) deployment.kill();
      return seen >= at && isCut;
    });
    const run = await deployment.ended;
    watchers.delete(bucket);
    if (seen >= at) killed++;
    else expect([run.code, run.output]).toEqual([0, expect.anything()]);
    expect([point, await broken(bucket)]).toEqual([point, []]);
    if (point % 5 !== 4) continue;
    const completion = await next(version).ended;
    expect([point, completion.code, completion.output]).toEqual([point, 0, expect.anything()]);
    expect([point, await served(bucket)]).toEqual([point, version]);
  }
}

describe('every page loads only what is served', () => {
  test('killed at 200 random points, and the next run completes', async () => {
    const buckets = [await bucketFor('killed-1'), await bucketFor('killed-2')];
    await Promise.all(buckets.map((bucket, index) => killMany(bucket, index + 1, 100)));
  }, 400_000);

  test('while one request in twenty fails, at each request', async () => {
    const bucket = await bucketFor('failing');
    const random = seededRandom(7);
    const broke: Promise<readonly string[]>[] = [];
    watchers.set(bucket, () => {
      broke.push(broken(bucket));
      return false;
    });
    for (const kind of [
      { kind: 'throttle' },
      { kind: 'reset' },
      { kind: 'error', code: 'InternalError', status: 500 },
    ] as const)
      cloud.faults.add({
        ...{ service: 's3', times: Number.POSITIVE_INFINITY, fault: kind },
        when: (input) => (input as { readonly Bucket?: string }).Bucket === bucket && random() < 0.05 / 3,
      });
    for (const [index, version] of [1, 2, 3, 1, 4, 5, 5, 6, 2, 7, 8, 1].entries()) {
      const { code, output } = await deploy(bucket, version, [7, index + 1]).ended;
      expect([code, output]).toEqual([0, expect.anything()]);
      expect(await served(bucket)).toBe(version);
    }
    expect((await Promise.all(broke)).flat()).toEqual([]);
    expect(broke.length).toBeGreaterThan(150);
  }, 120_000);

  test('while two deployments race, and the newest run wins', async () => {
    const bucket = await bucketFor('racing');
    const broke: Promise<readonly string[]>[] = [];
    watchers.set(bucket, () => {
      broke.push(broken(bucket));
      return false;
    });
    for (let round = 1; round <= 8; round++) {
      const [older, newer] = [1 + (round % 7), 2 + (round % 7)];
      const [first, second] = await Promise.all([
        deploy(bucket, older, [round * 10, 1]).ended,
        deploy(bucket, newer, [round * 10 + 1, 1]).ended,
      ]);
      expect([second.code, second.output]).toEqual([0, expect.anything()]);
      // The older one was quicker, or was told that it is overtaken.
      if (first.code !== 0) expect(first.output).toContain(`The newer release v${newer} is served already`);
      expect(await served(bucket)).toBe(newer);
    }
    expect((await Promise.all(broke)).flat()).toEqual([]);
  }, 120_000);
});
