import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Kills a process, its process group and all their descendants. */
export function killTree(pid: number): void {
  const descendants = descendantsOf(pid);
  signal(-pid, 'SIGKILL');
  for (const target of [pid, ...descendants]) signal(target, 'SIGKILL');
}

/** Sends a signal; a process that has gone already is no fault. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isNoSuchProcess(error)) throw error;
  }
}

function isNoSuchProcess(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
}

/** Processes that carry this pair in their environment, however they were started; none where the system hides that. */
export function processesWithEnvironment(name: string, value: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return processIds().filter((pid) => pid !== process.pid && environmentOf(pid).includes(`${name}=${value}`));
}

function descendantsOf(root: number): readonly number[] {
  const parents = parentsByProcess();
  const found = new Set([root]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

function parentsByProcess(): ReadonlyMap<number, number> {
  if (process.platform === 'linux') return new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
}

function processIds(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The fourth field of /proc/<pid>/stat; the second, the name, may hold blanks and brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function parentOf(pid: number): number {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function environmentOf(pid: number): readonly string[] {
  return readOrEmpty(`/proc/${pid}/environ`).split('\0');
}

/** A process may end while it is being looked at, and others' are not ours to read. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
