import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { DeploymentReport } from './demo/deployment.ts';
import { proseOf, stumblingBlocks } from './pages/readable.ts';
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
  /** What a person sees. */
  shown(): string;
  log(): string;
}

function startDemo(options: { readonly engine: boolean; readonly scenes: number }): Demo {
  const [output, temporary] = [makeFolder(), makeFolder()];
  const noEngine = options.engine ? {} : { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  const child = spawn(process.execPath, ['test/demo/demo.ts', '--output', output, '--scenes', String(options.scenes)], {
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary, ...noEngine },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const file = join(output, 'demo.log');
  const log = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { child, output, temporary, ended, shown: () => text, log };
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !condition() && Date.now() < end; ) await sleep(100);
}

function reported({ output }: Demo): readonly DeploymentReport[] {
  const report = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) as { deployments: DeploymentReport[] };
  return report.deployments;
}

function changed(deployment: DeploymentReport | undefined): readonly string[] | undefined {
  return deployment?.stages.filter((stage) => stage.changed).map(({ name }) => name);
}

describe('the demo', () => {
  // All of it once; where an engine is there, the way without one ends with the unchanged deployment.
  const hasEngine = available('docker').met;

  test.each([
    { engine: false, scenes: hasEngine ? 2 : 5 },
    ...(hasEngine ? [{ engine: true, scenes: 5 }] : []),
  ])('plays the life of the clinic: $scenes scenes, engine: $engine', async ({ engine, scenes }) => {
    const demo = startDemo({ engine, scenes });
    const code = await demo.ended;
    expect({ code, end: code === 0 ? '' : demo.shown() + demo.log().slice(-3_000) }).toEqual({ code: 0, end: '' });
    expectFewLines(demo, scenes);
    const deployments = reported(demo);
    expect(deployments).toHaveLength(scenes);
    const stages = ['image', 'database', 'backend', 'site', 'edge', 'smoke'];
    for (const { stages: done, checks, image, conclusion } of deployments.slice(0, 2)) {
      expect(conclusion).toBe('success');
      expect(done.map(({ name }) => name)).toEqual(stages);
      expect(checks).toEqual({ passed: 31, failed: 0 });
      expect(image).toMatch(/clinic-backend@sha256:[0-9a-f]{64}$/);
    }
    expect(changed(deployments[0])).toEqual(stages.slice(0, 4));
    expect(changed(deployments[1])).toEqual([]);
    if (scenes === 5) expectTheWholeLife(deployments, readFileSync(join(demo.output, 'summary.html'), 'utf8'));
    expect(readdirSync(demo.temporary)).toEqual([]);
  }, 600_000);

  function expectFewLines(demo: Demo, scenes: number): void {
    const lines = demo.shown().trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.filter((line) => /^\d\/\d {2}\S/.test(line))).toHaveLength(scenes);
    expect(demo.shown()).toContain(`2/${scenes}  Second deployment, unchanged`);
    expect(demo.shown()).toMatch(/^ +\d+\.\d s {2}nothing to change; all 31 checks passed$/m);
    expect(demo.log().split('\n').length).toBeGreaterThan(200);
  }

  function expectTheWholeLife(deployments: readonly DeploymentReport[], page: string): void {
    const [, , renewed, broken, promoted] = deployments;
    expect(changed(renewed)).toEqual(['image', 'database', 'backend', 'site', 'edge']);
    expect(broken).toMatchObject({ conclusion: 'failure', checks: { passed: 30, failed: 1 } });
    expect(changed(broken)).toContain('rollback');
    expect(promoted).toMatchObject({
      conclusion: 'success',
      environment: 'staging',
      checks: { passed: 31, failed: 0 },
    });
    expect(promoted?.commit).toBe(renewed?.commit);
    expect(promoted?.image.split('@')[1]).toBe(renewed?.image.split('@')[1]);
    for (const part of [
      'All 31 checks passed.',
      'the reports come as CSV',
      'The database keeps the files that this run applied',
    ])
      expect(page).toContain(part);
    const summaries = [...page.matchAll(/<\/span><\/h2>\n<div class="markdown">([^]*?)<\/section>/g)].map(
      ([, html = '']) => html,
    );
    expect(summaries.length).toBeGreaterThan(10);
    expect(summaries.flatMap(proseOf).filter((text) => stumblingBlocks.test(text))).toEqual([]);
    expect(page).toContain('<div class="gantt">');
  }

  test.each([
    'SIGKILL',
    'SIGINT',
  ] as const)('leaves nothing behind when it is ended by %s in mid-deployment', async (signal) => {
    const demo = startDemo({ engine: false, scenes: 1 });
    await until(() => demo.log().includes('group]Smoke test') || demo.child.exitCode !== null, 200_000);
    const tree = processTree(demo.child.pid ?? 0);
    expect(tree.length).toBeGreaterThan(3);
    demo.child.kill(signal);
    await demo.ended;
    await until(() => stillRunning(tree).length === 0 && readdirSync(demo.temporary).length === 0, 20_000);
    expect(stillRunning(tree)).toEqual([]);
    expect(readdirSync(demo.temporary)).toEqual([]);
  }, 300_000);
});
