import { readdirSync, readFileSync } from 'node:fs';

/** A process, told from a later one with the same id by its start. */
export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
  readonly started: string;
}

/** The process and all that it started, directly or not, and that still has a living line of parents (Linux). */
export function processTree(root: number): readonly RunningProcess[] {
  const all = runningProcesses();
  const found = all.filter(({ pid }) => pid === root);
  for (let grown = true; grown; ) {
    const more = all.filter((each) => !found.includes(each) && found.some(({ pid }) => pid === each.parent));
    found.push(...more);
    grown = more.length > 0;
  }
  return found;
}

/** Those of them that still run. */
export function stillRunning(processes: readonly RunningProcess[]): readonly RunningProcess[] {
  const all = runningProcesses();
  return processes.filter(({ pid, started }) => all.some((each) => each.pid === pid && each.started === started));
}

function runningProcesses(): readonly (RunningProcess & { readonly parent: number })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command, started: rest[17] ?? '' }];
      } catch {
        return [];
      }
    });
}
