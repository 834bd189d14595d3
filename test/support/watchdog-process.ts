import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ward } from './watchdog.ts';

/** How long processes may take to end by themselves before they are killed. */
const graceMilliseconds = 1500;
/** How long a folder may be written to by processes that another guardian ends. */
const folderMilliseconds = 15_000;

const wards = new Map<string, Ward>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
for await (const line of createInterface({ input: process.stdin })) learn(line);
await removeAll([...wards.values()].toReversed());

function learn(line: string): void {
  const message = JSON.parse(line) as { readonly guard?: Ward; readonly release?: Ward };
  if (message.guard) wards.set(JSON.stringify(message.guard), message.guard);
  if (message.release) wards.delete(JSON.stringify(message.release));
}

/** Users before what they use: processes and containers, then images and folders. */
async function removeAll(all: readonly Ward[]): Promise<void> {
  const pids = all.flatMap((ward) => (ward.kind === 'process' ? [ward.pid] : []));
  await endProcesses(pids);
  for (const ward of all) if (ward.kind === 'containers') removeContainers(ward.label);
  for (const ward of all) if (ward.kind === 'images') removeImages(ward.registry);
  await Promise.all(all.map((ward) => (ward.kind === 'folder' ? removeFolder(ward.path) : undefined)));
}

async function removeFolder(path: string): Promise<void> {
  for (const deadline = Date.now() + folderMilliseconds; ; await sleep(100)) {
    try {
      return rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function endProcesses(pids: readonly number[]): Promise<void> {
  for (const pid of pids) signalled(pid, 'SIGTERM');
  const deadline = Date.now() + graceMilliseconds;
  while (pids.some(runs) && Date.now() < deadline) await sleep(20);
  for (const pid of pids) signalled(pid, 'SIGKILL');
}

/** Signals the group that the process leads, or the process alone; false when there is none. */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch {}
  }
  return false;
}

/** Whether the process or one of its group still runs; who has ended but was not yet waited for does not count. */
function runs(pid: number): boolean {
  if (process.platform !== 'linux') return signalled(pid, 0);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      const [state, , group] = statOf(name);
      return (name === String(pid) || group === String(pid)) && state !== undefined && state !== 'Z';
    });
}

/** State, parent and process group: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

function removeContainers(label: string): void {
  const ids = docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`]);
  if (ids.length > 0) docker(['rm', '--force', '--volumes', ...ids]);
}

function removeImages(registry: string): void {
  const references = docker(['images', '--digests', '--format', '{{.Repository}} {{.Tag}} {{.Digest}}']).flatMap(
    (row) => {
      const [repository = '', tag, digest] = row.split(' ');
      if (!repository.startsWith(`${registry}/`)) return [];
      return [
        ...(tag === '<none>' ? [] : [`${repository}:${tag}`]),
        ...(digest === '<none>' ? [] : [`${repository}@${digest}`]),
      ];
    },
  );
  for (const reference of references) docker(['rmi', reference]);
}

function docker(args: readonly string[]): readonly string[] {
  try {
    const text = execFileSync('docker', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    return text.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
