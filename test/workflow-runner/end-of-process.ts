import { setTimeout } from 'node:timers/promises';

/** Waits until a process that was killed has gone: the system may take a moment to bury it. */
export async function endOf(pid: number): Promise<'ended' | 'still there'> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (!exists(pid)) return 'ended';
    await setTimeout(50);
  }
  return 'still there';
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
