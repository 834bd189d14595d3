import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { DeploymentReport } from './demo/deployment.ts';
import { processTree, stillRunning } from './support/descendants.ts';
import { available } from './support/machine.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  // For root, the database server runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

interface Demo {
  readonly child: ChildProcess;
  readonly output: string;
  /** Where all temporary folders of the demo are. */
  readonly temporary: string;
  readonly ended: Promise<number | null>;
  log(): string;
}

function startDemo(options: { readonly engine: boolean }): Demo {
  const [output, temporary] = [makeFolder(), makeFolder()];
  const noEngine = options.engine ? {} : { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  const child = spawn(process.execPath, ['test/demo/demo.ts', '--output', output], {
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary, ...noEngine },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output, temporary, ended, log: () => text };
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !condition() && Date.now() < end; ) await sleep(100);
}

describe('the demo', () => {
  test.each([
    { engine: false },
    ...(available('docker').met ? [{ engine: true }] : []),
  ])('deploys the clinic, verifies it, and changes nothing the second time (engine: $engine)', async ({ engine }) => {
    const demo = startDemo({ engine });
    const code = await demo.ended;
    expect({ code, end: code === 0 ? '' : demo.log().slice(-3_000) }).toEqual({ code: 0, end: '' });
    const { deployments } = JSON.parse(readFileSync(join(demo.output, 'report.json'), 'utf8')) as {
      deployments: DeploymentReport[];
    };
    expect(deployments).toHaveLength(2);
    const stages = [
      'build-push-ecr',
      'seed-rds',
      'deploy-apprunner',
      'sync-spa-s3',
      'invalidate-cloudfront',
      'smoke-test',
    ];
    for (const { stages: done, checks, image } of deployments) {
      expect(done.map(({ name }) => name)).toEqual(stages);
      expect(checks).toEqual({ passed: 25, failed: 0 });
      expect(image).toMatch(/clinic-backend@sha256:[0-9a-f]{64}$/);
    }
    expect(deployments[0]?.stages.filter(({ changed }) => changed).map(({ name }) => name)).toEqual(stages.slice(0, 4));
    expect(deployments[1]?.stages.filter(({ changed }) => changed)).toEqual([]);
    expect(readFileSync(join(demo.output, 'summary.html'), 'utf8')).toContain('All 25 checks hold.');
    expect(readdirSync(demo.temporary)).toEqual([]);
  }, 300_000);

  test.each([
    'SIGKILL',
    'SIGINT',
  ] as const)('leaves nothing behind when it is ended by %s in mid-deployment', async (signal) => {
    const demo = startDemo({ engine: false });
    await until(() => demo.log().includes('Smoke test |') || demo.child.exitCode !== null, 200_000);
    const tree = processTree(demo.child.pid ?? 0);
    expect(tree.length).toBeGreaterThan(3);
    demo.child.kill(signal);
    await demo.ended;
    await until(() => stillRunning(tree).length === 0 && readdirSync(demo.temporary).length === 0, 20_000);
    expect(stillRunning(tree)).toEqual([]);
    expect(readdirSync(demo.temporary)).toEqual([]);
  }, 300_000);
});
