import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { accountId, region } from '../../support/action.ts';
import { type BundledMain, bundleMain } from '../../support/bundled-main.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { bucket, type Files } from './site-stage.ts';

/** No visitor ever meets a broken page: whatever becomes of a deployment, each page that is served loads only what is served. */
let cloud: Cloud;
let product: BundledMain;
let home: string;

beforeAll(async () => {
  [cloud, product] = await Promise.all([startCloud(), bundleMain()]);
  home = mkdtempSync(join(tmpdir(), 'promise-'));
  cloud.s3.createBucket({ accountId, region, name: bucket });
});
afterAll(async () => {
  await cloud.close();
  product.remove();
  rmSync(home, { recursive: true, force: true });
});

const pages = ['index.html', 'about/index.html', 'docs/a.html'];

/** Each version has pages of its own, and files under names that change and that stay. */
function siteOf(version: number): Files {
  const hash = version.toString(16).padStart(7, '0');
  const assets = ['app', 'vendor', 'style', 'page'].map((name) => `assets/${name}-a${hash}.js`);
  const page = `<link rel="modulepreload" href="/${assets[1]}"><script src="/${assets[0]}"></script><img src="/logo.svg">`;
  return {
    ...Object.fromEntries(assets.map((path) => [path, `${path}`])),
    ...Object.fromEntries(pages.map((path) => [path, `${page} version ${version} ${path}`])),
    [`only-${version % 3}.html`]: `${page} version ${version}`,
    'logo.svg': `<svg>${version}</svg>`,
  };
}

/** What the pages of the bucket load that is not there; read at once, so nothing can come in between. */
async function broken(): Promise<readonly string[]> {
  const keys = new Set(cloud.s3.keys(bucket));
  const found = [...keys].filter((key) => key.endsWith('.html') && !key.startsWith('.deploy/'));
  const texts = await Promise.all(
    found.map(async (key) => [key, (await cloud.s3.get(bucket, key)?.bytes())?.toString() ?? ''] as const),
  );
  return texts.flatMap(([key, text]) =>
    [...text.matchAll(/(?:src|href)="\/([^"]+)"/g)].flatMap(([, path = '']) =>
      keys.has(path) ? [] : [`${key} loads ${path}`],
    ),
  );
}

interface Run {
  readonly code: number | null;
  readonly output: string;
}

interface Deployment {
  readonly ended: Promise<Run>;
  kill(): void;
}

function deploy(version: number, runId: number, attempt: number): Deployment {
  const workspace = join(home, `v${version}`);
  for (const [path, content] of Object.entries(siteOf(version))) {
    mkdirSync(dirname(join(workspace, 'dist', path)), { recursive: true });
    writeFileSync(join(workspace, 'dist', path), content);
  }
  const inputs = { source: 'dist', bucket, 'release-id': `v${version}`, 'keep-releases': '1', 'keep-days': '0' };
  const given = Object.entries({ ...inputs, 'max-delete': '100 %' });
  const child = spawn(process.execPath, [product.script('sync-spa-s3')], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: home, GITHUB_WORKSPACE: workspace, GITHUB_RUN_ID: String(runId) },
      ...{ GITHUB_RUN_ATTEMPT: String(attempt), GITHUB_SHA: '', GITHUB_REPOSITORY: 'acme/clinic' },
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...cloud.environment(cloud.iam.administrator(accountId), region),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)));
  const ended = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, output })));
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** Calls `onRequest` as each request of S3 arrives, before it is carried out; true cuts its connection. */
function watch(onRequest: (operation: number) => boolean): void {
  let count = 0;
  cloud.faults.clear();
  cloud.faults.add({ service: 's3', times: Infinity, fault: { kind: 'reset' }, when: () => onRequest(++count) });
}

async function serves(version: number): Promise<void> {
  for (const page of pages) {
    expect((await cloud.s3.get(bucket, page)?.bytes())?.toString()).toContain(`version ${version} `);
  }
  expect(await broken()).toEqual([]);
}

describe('every page loads only what is served', () => {
  test('killed at any of 200 points, and the next run completes', async () => {
    const random = seededRandom(5);
    let [version, attempt] = [1, 1];
    expect((await deploy(version, 1, attempt++).ended).code).toBe(0);
    let killed = 0;
    for (let point = 0; killed < 200; point++) {
      version++;
      // Some 20 requests make a deployment; the killed one is carried out, or is not.
      const [at, isCut] = [1 + Math.floor(random() * 22), random() < 0.5];
      const deployment = deploy(version, 1, attempt++);
      let isKilled = false;
      watch((count) => {
        if (count < at) return false;
        if (!isKilled) deployment.kill();
        isKilled = true;
        return isCut;
      });
      const run = await deployment.ended;
      cloud.faults.clear();
      if (isKilled) killed++;
      else expect(run.code).toBe(0);
      expect([point, await broken()]).toEqual([point, []]);
      if (point % 4 === 3) {
        const next = await deploy(version, 1, attempt++).ended;
        expect([point, next.code, next.code === 0 ? '' : next.output]).toEqual([point, 0, '']);
        await serves(version);
      }
    }
  }, 120_000);
});
