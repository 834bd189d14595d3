import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/**
 * Something that must not outlive the process that made it: a process (its whole group, where it leads one),
 * a folder, the containers with a label `key=value`, the local image references of one registry host.
 */
export type Ward =
  | { readonly kind: 'process'; readonly pid: number }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'containers'; readonly label: string }
  | { readonly kind: 'images'; readonly registry: string };

/** Removes its wards when it is closed, and also when this process ends in any way, SIGKILL included. */
export interface Watchdog {
  /** Puts something under guard; the answer takes it out again, without touching it. */
  guard(ward: Ward): () => void;
  /** Makes a guarded folder under the system's temporary folder. */
  folder(prefix: string): string;
  /** Removes all that is still under guard and ends the guarding process. */
  close(): Promise<void>;
}

/** A watchdog; its small process starts with the first ward and learns of our end by the end of its standard input. */
export function startWatchdog(): Watchdog {
  let guardian: Guardian | undefined;
  const guard = (ward: Ward) => {
    guardian ??= startGuardian();
    guardian.tell({ guard: ward });
    return () => guardian?.tell({ release: ward });
  };
  return {
    guard,
    folder(prefix) {
      const path = mkdtempSync(join(tmpdir(), prefix));
      guard({ kind: 'folder', path });
      return path;
    },
    async close() {
      await guardian?.end();
      guardian = undefined;
    },
  };
}

interface Guardian {
  tell(message: { readonly guard: Ward } | { readonly release: Ward }): void;
  end(): Promise<void>;
}

/** The guardian leads a group of its own, so that what ends ours does not end it. */
function startGuardian(): Guardian {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./watchdog-process.ts', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' },
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  letUsEnd(child);
  return {
    tell: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    async end() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

/** A guardian must not keep alive the process that it guards. */
function letUsEnd(child: ChildProcessByStdio<Writable, null, null>): void {
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.stdin.on('error', () => {});
}
