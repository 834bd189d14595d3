import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder of a server, and the user that the server runs as when we are root (servers refuse root). */
export interface ServerHome {
  readonly folder: string;
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Names the process that must end with us, and how it is stopped. */
  guard(pid: number, stopSignal: NodeJS.Signals): void;
  /** Removes the folder. */
  remove(): void;
}

const NOBODY = 65534;

/** Makes the folder of a server, below the system's folder for temporary files. It is gone when we are, however we end. */
export function makeServerHome(name: string): ServerHome {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const tell = startWatcher(folder);
  const root = process.getuid?.() === 0;
  if (root) chownSync(folder, NOBODY, NOBODY);
  return {
    folder,
    identity: root ? { uid: NOBODY, gid: NOBODY } : {},
    guard: (pid, stopSignal) => tell(`${pid} ${stopSignal.slice(3)}`),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      tell('removed');
    },
  };
}

/** A shell that reads from us. When the pipe ends without `removed` we are dead, and it stops the server and removes the folder. */
function startWatcher(folder: string): (line: string) => void {
  const script = `
    while read -r first second; do
      [ "$first" = removed ] && exit 0
      pid=$first signal=$second
    done
    if [ -n "$pid" ]; then
      kill -"$signal" "$pid"
      i=0; while kill -0 "$pid" && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
      kill -KILL "$pid"
    fi
    rm -rf "$1" || { sleep 2; rm -rf "$1"; }`;
  const watcher = spawn('sh', ['-c', script, 'watcher', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  watcher.stdin.on('error', () => undefined);
  (watcher.stdin as unknown as { unref(): void }).unref();
  return (line) => watcher.stdin.write(`${line}\n`);
}
