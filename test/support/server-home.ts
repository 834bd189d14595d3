import { chownSync } from 'node:fs';
import { startWatchdog } from './watchdog.ts';

/** A temporary folder of a server, and the user that the server runs as when we are root (servers refuse root). */
export interface ServerHome {
  readonly folder: string;
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Names a process that must end with us; the answer takes it back. */
  guard(pid: number): () => void;
  remove(): Promise<void>;
}

const NOBODY = 65534;

/** Makes the folder of a server, below the system's folder for temporary files. It is gone when we are, however we end. */
export function makeServerHome(name: string): ServerHome {
  const watchdog = startWatchdog();
  const folder = watchdog.folder(`${name}-`);
  const root = process.getuid?.() === 0;
  if (root) chownSync(folder, NOBODY, NOBODY);
  return {
    folder,
    identity: root ? { uid: NOBODY, gid: NOBODY } : {},
    guard: (pid) => watchdog.guard({ kind: 'process', pid }),
    remove: () => watchdog.close(),
  };
}
