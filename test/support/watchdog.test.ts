import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { startWatchdog } from './watchdog.ts';

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) if (alive(pid)) process.kill(pid, 'SIGKILL');
});

test('closing removes folders and ends processes, with those that they started', async () => {
  const watchdog = startWatchdog();
  const folder = watchdog.folder('watchdog-test-');
  const [parent, child] = await family();
  watchdog.guard({ kind: 'process', pid: parent });
  expect(existsSync(folder)).toBe(true);
  await watchdog.close();
  expect(existsSync(folder)).toBe(false);
  expect([alive(parent), alive(child)]).toEqual([false, false]);
});

test('what was released stays', async () => {
  const watchdog = startWatchdog();
  const [parent, child] = await family();
  const release = watchdog.guard({ kind: 'process', pid: parent });
  release();
  await watchdog.close();
  expect([alive(parent), alive(child)]).toEqual([true, true]);
  process.kill(-parent, 'SIGKILL');
});

test('when the owner is killed with SIGKILL, its processes and folders go too', async () => {
  const module = fileURLToPath(new URL('./watchdog.ts', import.meta.url));
  const script = `
    import { spawn } from 'node:child_process';
    import { startWatchdog } from ${JSON.stringify(module)};
    const watchdog = startWatchdog();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    watchdog.guard({ kind: 'process', pid: child.pid });
    console.log(JSON.stringify([watchdog.folder('watchdog-test-'), child.pid]));
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  const [folder, pid] = JSON.parse(String(line)) as [string, number];
  started.push(pid);
  expect([existsSync(folder), alive(pid)]).toEqual([true, true]);
  owner.kill('SIGKILL');
  await until(() => !existsSync(folder) && !alive(pid));
});

/** A process that leads a group, and one that it started. */
async function family(): Promise<readonly [parent: number, child: number]> {
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pids = [parent.pid ?? 0, Number(String(line))] as const;
  started.push(...pids);
  return pids;
}

/** A zombie counts as ended. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+Z/m.test(status(pid));
}

function status(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}
